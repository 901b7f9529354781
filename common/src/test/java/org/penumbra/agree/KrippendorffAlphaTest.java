package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dkpro.statistics.agreement.coding.CodingAnnotationStudy;
import org.dkpro.statistics.agreement.coding.KrippendorffAlphaAgreement;
import org.dkpro.statistics.agreement.distance.IDistanceFunction;
import org.dkpro.statistics.agreement.distance.IntervalDistanceFunction;
import org.dkpro.statistics.agreement.distance.NominalDistanceFunction;
import org.dkpro.statistics.agreement.distance.OrdinalDistanceFunction;
import org.junit.jupiter.api.Test;
import org.penumbra.agree.KrippendorffAlpha.Scale;

class KrippendorffAlphaTest {

  /** 4 observers by 12 units, a point where one gave no value (Krippendorff 2011, section C). */
  private static final String[] KRIPPENDORFF_2011 = {
    "123321412...", "1233224125.3", ".3332342251.", "12332441251."
  };

  /** 5 judges by 40 columns of a newspaper (Hayes and Krippendorff 2007, p. 84). */
  private static final String[] HAYES_KRIPPENDORFF_2007 = {
    "112.001122.01311211000201001111223222221",
    "1130000.21102311121000302102111122222221",
    "203000222100221123001.30.1012202.2232.21",
    ".13....0.10022...31.103021122..122...12.",
    "2..0001.2....3112..0.0..2.0..20.2.2222.1"
  };

  @Test
  void krippendorff2011Nominal() {
    gives(KRIPPENDORFF_2011, Scale.NOMINAL, new NominalDistanceFunction(), .743, 5e-4);
  }

  @Test
  void krippendorff2011Ordinal() {
    gives(KRIPPENDORFF_2011, Scale.ORDINAL, new OrdinalDistanceFunction(), .815, 5e-4);
  }

  @Test
  void krippendorff2011Interval() {
    gives(KRIPPENDORFF_2011, Scale.INTERVAL, new IntervalDistanceFunction(), .849, 5e-4);
  }

  @Test
  void hayesAndKrippendorff2007Ordinal() {
    gives(HAYES_KRIPPENDORFF_2007, Scale.ORDINAL, new OrdinalDistanceFunction(), .7598, 5e-5);
  }

  @Test
  void aUnitWithOneValuePairsWithNothing() {
    KrippendorffAlpha alpha = KrippendorffAlpha.of(matrix("12.", "123"), Scale.NOMINAL);
    assertThat(alpha.value()).isEqualTo(1);
    assertThat(alpha.values()).isEqualTo(4);
  }

  @Test
  void oneValueOnlyOrNoPairsIsUndefined() {
    assertThat(KrippendorffAlpha.of(matrix("11", "11"), Scale.ORDINAL).value()).isNaN();
    assertThat(KrippendorffAlpha.of(matrix("1.", ".2"), Scale.NOMINAL).value()).isNaN();
    assertThat(KrippendorffAlpha.of(new double[0][], Scale.NOMINAL).value()).isNaN();
  }

  private static void gives(
      String[] data, Scale scale, IDistanceFunction distance, double alpha, double printed) {
    double found = KrippendorffAlpha.of(matrix(data), scale).value();
    assertThat(found).isCloseTo(alpha, within(printed));
    assertThat(found)
        .isCloseTo(
            new KrippendorffAlphaAgreement(study(data), distance).calculateAgreement(),
            within(1e-12));
  }

  private static double[][] matrix(String... data) {
    double[][] matrix = new double[data.length][];
    for (int rater = 0; rater < data.length; rater++) {
      matrix[rater] =
          data[rater].chars().mapToDouble(c -> c == '.' ? Double.NaN : c - '0').toArray();
    }
    return matrix;
  }

  private static CodingAnnotationStudy study(String... data) {
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
