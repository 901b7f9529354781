package org.penumbra.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.penumbra.StableHash;
import org.penumbra.cluster.ClusterCount;
import org.penumbra.cluster.OverlapFormula;
import org.penumbra.embed.Vectors;
import org.penumbra.student.CharacterNgrams;
import org.penumbra.student.SparseVector;

/**
 * A small made corpus whose positives lie along a hidden direction, and a short plan to play it.
 */
final class Toy {

  static final PlayPlan PLAN =
      new PlayPlan(
          20,
          new int[] {20, 20},
          .1,
          new PlayPlan.Embedded(List.of(), 20, 1e-3, 200, 3, .5, 1, true),
          new BoundarySearch.Params(
              new ClusterCount(20, 2, 10),
              new ClusterCount(50, 2, 10),
              1000,
              1000,
              5,
              new OverlapFormula(1.5, 2),
              5,
              .1));

  static final Draw.Plan DRAWS = new Draw.Plan(.1, .3, 3, 20);

  private Toy() {}

  /** Items of eight numbers; one in five is positive, four votes each, one of them often wrong. */
  static LabelledCorpus corpus(int size) {
    Random random = new Random(StableHash.bits(1, "toy", "corpus"));
    List<String> ids = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    float[][] vectors = new float[size][];
    SparseVector[] ngrams = new SparseVector[size];
    int[] labels = new int[size];
    List<List<LabelledCorpus.Vote>> votes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double[] vector = new double[8];
      for (int d = 0; d < vector.length; d++) {
        vector[d] = random.nextGaussian();
      }
      labels[i] = vector[0] + .5 * random.nextGaussian() > .95 ? 1 : 0;
      ids.add("item-%05d".formatted(i));
      vectors[i] = Vectors.normalised(vector);
      texts.add(labels[i] == 1 ? "a foul word " + i : "fair words " + i);
      ngrams[i] = CharacterNgrams.STANDARD.of(texts.get(i));
      votes.add(
          List.of(
              new LabelledCorpus.Vote("ann", labels[i]),
              new LabelledCorpus.Vote("bob", labels[i]),
              new LabelledCorpus.Vote("cem", labels[i]),
              new LabelledCorpus.Vote("dee", random.nextInt(4) == 0 ? 1 - labels[i] : labels[i])));
    }
    return new LabelledCorpus("toy", ids, texts, vectors, ngrams, labels, votes);
  }

  static Table table(LabelledCorpus corpus, long seed) {
    Roles roles = new Roles.ByLabel().of(corpus, seed);
    return Table.lay(corpus, roles, Draw.of(corpus, roles.reference(), DRAWS, seed).orElseThrow());
  }
}
