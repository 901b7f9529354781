package org.penumbra.select;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.penumbra.cluster.NearestRows;

/**
 * Contrastive active learning, CAL (Margatina et al. 2021, EMNLP, algorithm 1): items that resemble
 * labelled ones and yet are predicted otherwise. An item's score is the mean, over its nearest
 * labelled items, of the Kullback-Leibler divergence KL(neighbour's prediction || its own); the
 * highest are taken. Features are the frozen embeddings, where the paper has those of the model
 * being tuned.
 *
 * <p>Where nothing is labelled or calibrated it takes nothing, which leaves the batch to be filled
 * from the cut.
 *
 * @param neighbours labelled neighbours per item, 10 in the paper
 */
public record ContrastiveActiveLearning(int neighbours) implements Strategy {

  @Override
  public void fill(Draft draft, int items) {
    Pool pool = draft.pool();
    if (pool.issuedItems().isEmpty() || !pool.calibrated()) {
      return;
    }
    int[] open = pool.openNumbers();
    double[] scores = scores(pool, open);
    List<Integer> order =
        IntStream.range(0, open.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores[i]))
            .map(i -> open[i])
            .toList();
    new Shortlist(draft, Arm.STUDY, candidate -> "Predicted unlike the labelled items next to it.")
        .fillInOrder(order, items);
  }

  private double[] scores(Pool pool, int[] open) {
    List<Candidate> labelled = pool.issuedItems();
    float[][] vectors = labelled.stream().map(Candidate::vector).toArray(float[][]::new);
    int[][] nearest = NearestRows.search(pool.vectors(open), vectors, neighbours).rows();
    double[] scores = new double[open.length];
    for (int i = 0; i < open.length; i++) {
      double own = pool.candidates().get(open[i]).probability();
      scores[i] =
          Arrays.stream(nearest[i])
              .mapToDouble(n -> Bernoulli.divergence(labelled.get(n).probability(), own))
              .average()
              .orElseThrow();
    }
    return scores;
  }
}
