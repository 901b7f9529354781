package org.penumbra.student;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Made texts of which a word tells the label, beside vectors that tell nothing of it. */
final class MadeTexts {

  static final CharacterNgrams SHAPE = CharacterNgrams.STANDARD;

  private static final List<String> WORDS =
      List.of(
          "spoon", "bread", "garden", "tyre", "window", "morning", "pharmacy", "offer", "train");

  private final float[][] vectors;
  private final String[] texts;
  private final int[] labels;

  /** Items of which every fifth is positive, and says so in eight of ten texts. */
  MadeTexts(int size, long seed) {
    Random random = new Random(seed);
    vectors = new float[size][8];
    texts = new String[size];
    labels = new int[size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < 8; j++) {
        vectors[i][j] = (float) random.nextGaussian();
      }
      labels[i] = i % 5 == 0 ? 1 : 0;
      List<String> words = new ArrayList<>();
      for (int n = 0; n < 6; n++) {
        words.add(WORDS.get(random.nextInt(WORDS.size())));
      }
      if (labels[i] == 1 && random.nextDouble() < 0.8) {
        words.set(random.nextInt(6), "Xylocure");
      }
      texts[i] = String.join(" ", words);
    }
  }

  /** All items with their n-grams. */
  PoolSample pool(IntToDoubleFunction weight) {
    double[] weights = new double[texts.length];
    List<String> ids = new ArrayList<>();
    List<SparseVector> counts = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      ids.add(id(i));
      weights[i] = weight.applyAsDouble(i);
      counts.add(SHAPE.of(texts[i]));
    }
    TextFeatures features = TextFeatures.of(SHAPE, counts, weights);
    counts.replaceAll(features.frequency()::apply);
    return new PoolSample(
        ids, vectors, counts.toArray(SparseVector[]::new), weights, Optional.of(features));
  }

  /** The first items, each its own group. */
  TrainingSet items(int count) {
    PoolSample pool = pool(i -> 1);
    return new TrainingSet(
        pool.ids().subList(0, count),
        pool.ids().subList(0, count),
        Arrays.copyOf(vectors, count),
        Arrays.copyOf(pool.ngrams(), count),
        Arrays.copyOf(labels, count));
  }

  /** Scores of those of some items that have a label. */
  double[] scores(StudentScorer scorer, List<Integer> items, int label) {
    PoolSample pool = pool(i -> 1);
    return items.stream()
        .filter(i -> labels[i] == label)
        .mapToDouble(i -> scorer.score(vectors[i], pool.ngrams()[i]))
        .toArray();
  }

  String text(int item) {
    return texts[item];
  }

  float[] vector(int item) {
    return vectors[item];
  }

  private static String id(int item) {
    return "item-%05d".formatted(item);
  }
}
