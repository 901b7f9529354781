package org.penumbra.select;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The audit strata: bands of a <i>fixed</i> score (that of the first round's scorer), so that an
 * item never changes its stratum, each divided by the probability with which its items came into
 * the working pool, so that this probability is the same within a stratum. Made once, in round 1,
 * and kept.
 *
 * <p>Stratum = band x (number of pool probabilities) + place of the pool probability.
 *
 * @param edges ascending scores; band 0 holds scores up to and including the first edge
 * @param poolProbabilities the distinct pool probabilities, ascending, in (0, 1]
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, never compared
public record Strata(double[] edges, double[] poolProbabilities) {

  private static final double[] QUANTILES = {.5, .8, .9, .95, .98};

  /** The quantiles of the corpus at which bands end: .5, .8, .9, .95, .98. */
  public static double[] quantiles() {
    return QUANTILES.clone();
  }

  /**
   * Cuts bands at quantiles of the corpus, each pool item counting 1 / pool probability times. An
   * edge is the least score with at least that share of the corpus at or below it; equal edges are
   * one.
   */
  public static Strata cut(double[] scores, double[] poolProbabilities, double[] quantiles) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer i) -> scores[i])
                    .thenComparingDouble(i -> poolProbabilities[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double total = 0;
    for (int i : order) {
      total += 1 / poolProbabilities[i];
    }
    double[] edges = new double[quantiles.length];
    double below = 0;
    int at = 0;
    for (int i : order) {
      below += 1 / poolProbabilities[i];
      while (at < quantiles.length && below >= quantiles[at] * total) {
        edges[at++] = scores[i];
      }
    }
    return new Strata(
        Arrays.stream(Arrays.copyOf(edges, at)).distinct().toArray(),
        Arrays.stream(poolProbabilities).sorted().distinct().toArray());
  }

  /** How many bands there are. */
  public int bands() {
    return edges.length + 1;
  }

  /** The band of a score, from 0 for the lowest. */
  public int band(double score) {
    int band = 0;
    while (band < edges.length && score > edges[band]) {
      band++;
    }
    return band;
  }

  /** The stratum of an item. */
  public int stratum(double score, double poolProbability) {
    int place = Arrays.binarySearch(poolProbabilities, poolProbability);
    if (place < 0) {
      throw new IllegalArgumentException("Unknown pool probability " + poolProbability);
    }
    return band(score) * poolProbabilities.length + place;
  }

  /** The band a stratum belongs to. */
  public int bandOf(int stratum) {
    return stratum / poolProbabilities.length;
  }
}
