package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dkpro.statistics.agreement.coding.CodingAnnotationStudy;
import org.dkpro.statistics.agreement.coding.KrippendorffAlphaAgreement;
import org.dkpro.statistics.agreement.distance.IDistanceFunction;
import org.penumbra.agree.KrippendorffAlpha.Scale;

/** Reliability data as strings: a row per rater, a digit per unit, a point for a gap. */
final class ReliabilityData {

  private ReliabilityData() {}

  /** Alpha to its printed digits, and as an independent library has it. */
  static void assertAlpha(
      String[] data, Scale scale, IDistanceFunction distance, double alpha, double printed) {
    double found = KrippendorffAlpha.of(matrix(data), scale).value();
    assertThat(found).isCloseTo(alpha, within(printed));
    assertThat(found)
        .isCloseTo(
            new KrippendorffAlphaAgreement(study(data), distance).calculateAgreement(),
            within(1e-12));
  }

  static double[][] matrix(String... data) {
    double[][] matrix = new double[data.length][];
    for (int rater = 0; rater < data.length; rater++) {
      matrix[rater] =
          data[rater].chars().mapToDouble(c -> c == '.' ? Double.NaN : c - '0').toArray();
    }
    return matrix;
  }

  static CodingAnnotationStudy study(String... data) {
    var study = new CodingAnnotationStudy(data.length);
    for (int unit = 0; unit < data[0].length(); unit++) {
      Object[] values = new Object[data.length];
      for (int rater = 0; rater < data.length; rater++) {
        char c = data[rater].charAt(unit);
        values[rater] = c == '.' ? null : Integer.valueOf(c - '0');
      }
      study.addItemAsArray(values);
    }
    return study;
  }
}
