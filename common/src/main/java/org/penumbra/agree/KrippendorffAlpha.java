package org.penumbra.agree;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Agreement of any number of raters with gaps: 1 − observed / expected disagreement over the
 * coincidences of values within units (Krippendorff 2011, "Computing Krippendorff's
 * alpha-reliability", sections C to E). Units with one value pair with nothing and do not count.
 * NaN where all paired values are the same, or where fewer than two units have two values.
 *
 * @param value alpha, at most 1, or NaN
 * @param observed disagreement observed
 * @param expected disagreement expected by chance
 * @param values number of values that were paired
 */
public record KrippendorffAlpha(double value, double observed, double expected, double values) {

  /** How far two values lie apart. */
  public enum Scale {
    NOMINAL,
    ORDINAL,
    INTERVAL
  }

  /**
   * Alpha of a reliability matrix.
   *
   * @param ratings raters (rows) by units (columns), NaN where a rater gave none
   */
  public static KrippendorffAlpha of(double[][] ratings, Scale scale) {
    double[] categories =
        Arrays.stream(ratings)
            .flatMapToDouble(Arrays::stream)
            .filter(value -> !Double.isNaN(value))
            .sorted()
            .distinct()
            .toArray();
    double[][] coincidences = coincidences(ratings, categories);
    double[] margins = Arrays.stream(coincidences).mapToDouble(row -> sum(row)).toArray();
    double total = sum(margins);
    double observed = 0;
    double expected = 0;
    for (int c = 0; c < categories.length; c++) {
      for (int k = 0; k < categories.length; k++) {
        double distance = distance(scale, categories, margins, c, k);
        observed += coincidences[c][k] * distance;
        expected += margins[c] * margins[k] * distance;
      }
    }
    observed /= total;
    expected /= total * (total - 1);
    boolean defined = expected > 0 && pairedUnits(ratings) > 1;
    double value = defined ? 1 - observed / expected : Double.NaN;
    return new KrippendorffAlpha(value, observed, expected, total);
  }

  /**
   * Nominal alpha of ratings, for a bootstrap by group. Of two categories all scales give the same,
   * and "unsure" has no place on an ordered one.
   */
  public static GroupStatistic statistic(Ratings ratings, Categories categories) {
    return GroupSums.statistic(
        ratings, categories, KrippendorffAlpha::terms, KrippendorffAlpha::nominal);
  }

  /** One unit, its coincidences of like values, and its values by category. */
  private static double[] terms(int[] counts, int values) {
    if (values < 2) {
      return null;
    }
    double[] terms = new double[2 + counts.length];
    terms[0] = 1;
    terms[1] = Counts.agreeingShare(counts) * values;
    for (int c = 0; c < counts.length; c++) {
      terms[2 + c] = counts[c];
    }
    return terms;
  }

  private static double nominal(double[] sums) {
    double[] margins = Arrays.stream(sums).skip(2).toArray();
    if (sums.length == 0 || sums[0] <= 1 || Counts.used(margins) < 2) {
      return Double.NaN;
    }
    double total = sum(margins);
    double alike = Arrays.stream(margins).map(margin -> margin * (margin - 1)).sum();
    double observed = 1 - sums[1] / total;
    double expected = 1 - alike / (total * (total - 1));
    return 1 - observed / expected;
  }

  private static long pairedUnits(double[][] ratings) {
    int units = ratings.length == 0 ? 0 : ratings[0].length;
    return IntStream.range(0, units)
        .filter(unit -> Arrays.stream(ratings).filter(row -> !Double.isNaN(row[unit])).count() > 1)
        .count();
  }

  private static double[][] coincidences(double[][] ratings, double[] categories) {
    int k = categories.length;
    double[][] sums = new double[k][k];
    int units = ratings.length == 0 ? 0 : ratings[0].length;
    for (int unit = 0; unit < units; unit++) {
      int[] counts = new int[k];
      int values = 0;
      for (double[] rater : ratings) {
        if (!Double.isNaN(rater[unit])) {
          counts[Arrays.binarySearch(categories, rater[unit])]++;
          values++;
        }
      }
      for (int c = 0; values > 1 && c < k; c++) {
        for (int d = 0; d < k; d++) {
          double pairs = (double) counts[c] * (c == d ? counts[d] - 1 : counts[d]);
          sums[c][d] += pairs / (values - 1);
        }
      }
    }
    return sums;
  }

  /** Squared distance of two categories; on the ordinal scale it counts the values between them. */
  private static double distance(Scale scale, double[] categories, double[] margins, int c, int k) {
    double apart =
        switch (scale) {
          case NOMINAL -> c == k ? 0 : 1;
          case INTERVAL -> categories[c] - categories[k];
          case ORDINAL -> {
            double between = -(margins[c] + margins[k]) / 2;
            for (int g = Math.min(c, k); g <= Math.max(c, k); g++) {
              between += margins[g];
            }
            yield c == k ? 0 : between;
          }
        };
    return apart * apart;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
