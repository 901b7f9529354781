package org.penumbra.score;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Percentiles in a bounded table, so that a saved model can place any score without its population.
 * The levels are evenly spaced in logit(percentile): that is what the calibration reads, and it
 * keeps the tails, where rare classes live, as fine as the middle.
 *
 * @param size items the table was measured on; levels run from 1/2n to 1 - 1/2n
 * @param scores the score at each level, ascending
 */
@SuppressWarnings("ArrayRecordComponent")
public record PercentileTable(int size, double[] scores) implements Percentiles, Serializable {

  private static final int POINTS = 1001;

  public PercentileTable {
    if (size < 1 || scores.length < 2) {
      throw new IllegalArgumentException("A table needs a population and at least two levels");
    }
    scores = scores.clone();
    for (int i = 1; i < scores.length; i++) {
      if (!(scores[i] >= scores[i - 1])) {
        throw new IllegalArgumentException("A table's scores ascend");
      }
    }
  }

  /** The table of a population's percentiles, 1,001 levels. */
  public static PercentileTable of(Percentiles population) {
    double[] scores = new double[POINTS];
    double reach = reach(population.size());
    for (int i = 0; i < POINTS; i++) {
      scores[i] = population.quantile(Logit.inverse(reach * (2.0 * i / (POINTS - 1) - 1)));
    }
    return new PercentileTable(population.size(), scores);
  }

  @Override
  public double of(double score) {
    int first = lowerBound(score);
    double position;
    if (first < scores.length && scores[first] == score) {
      // The middle of its ranks, as in the population: not of its levels, which crowd at the ends.
      int last = first;
      while (last + 1 < scores.length && scores[last + 1] == score) {
        last++;
      }
      return (level(first) + level(last)) / 2;
    }
    if (first == scores.length) {
      position = first - 1;
    } else if (first == 0) {
      position = 0;
    } else {
      double left = scores[first - 1];
      position = first - 1 + (score - left) / (scores[first] - left);
    }
    return level(position);
  }

  @Override
  public double cut(double share) {
    return quantile(1 - share);
  }

  private double level(double position) {
    return Logit.inverse(reach(size) * (2 * position / (scores.length - 1) - 1));
  }

  @Override
  public double quantile(double q) {
    double extreme = 0.5 / size;
    double level = Logit.of(Math.min(Math.max(q, extreme), 1 - extreme));
    double reach = reach(size);
    double position = reach == 0 ? 0 : (level / reach + 1) / 2 * (scores.length - 1);
    int left = (int) Math.min(Math.max(Math.floor(position), 0), scores.length - 2);
    double share = Math.min(Math.max(position - left, 0), 1);
    return scores[left] + share * (scores[left + 1] - scores[left]);
  }

  @Override
  public double[] scores() {
    return scores.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PercentileTable table
        && size == table.size
        && Arrays.equals(scores, table.scores);
  }

  @Override
  public int hashCode() {
    return 31 * size + Arrays.hashCode(scores);
  }

  private static double reach(int size) {
    return Logit.of(1 - 0.5 / size);
  }

  private int lowerBound(double score) {
    int low = 0;
    int high = scores.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (scores[middle] < score) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
