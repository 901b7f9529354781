package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.dkpro.statistics.agreement.coding.CodingAnnotationStudy;
import org.dkpro.statistics.agreement.coding.CohenKappaAgreement;
import org.penumbra.Interval;

/** Published tables, and the same as studies of an independent library. */
final class Tables {

  static final double[][] COHEN_1960_P45 = {{88, 14, 18}, {10, 40, 10}, {2, 6, 12}};
  static final double[][] COHEN_1960_P37 = {{25, 12, 3}, {13, 2, 15}, {12, 16, 2}};
  static final double[][] ARTSTEIN_POESIO_2008_P558 = {{20, 10}, {20, 50}};
  static final double[][] ARTSTEIN_POESIO_2008_P568 = {{46, 0, 0}, {6, 32, 6}, {0, 0, 10}};
  static final double[][] AGRESTI_1992 = {
    {22, 2, 2, 0}, {5, 7, 14, 0}, {0, 2, 36, 0}, {0, 1, 17, 10}
  };
  static final double[][] PREVALENCE_PARADOX = {{118, 5}, {2, 0}};

  private static final double PRINTED = 5e-7;

  private Tables() {}

  /** Plus and minus so many standard errors, for the normal approximation's two-sided interval. */
  static Interval interval(CohenKappa kappa, double level) {
    double reach = Normal.quantile(0.5 + level / 2) * kappa.standardError();
    return new Interval(kappa.value(), kappa.value() - reach, kappa.value() + reach);
  }

  /** Kappa and standard error to six digits, and kappa as an independent library has it. */
  static void assertKappa(double[][] table, double kappa, double standardError) {
    CohenKappa found = CohenKappa.of(table);
    assertThat(found.value()).isCloseTo(kappa, within(PRINTED));
    assertThat(found.standardError()).isCloseTo(standardError, within(PRINTED));
    assertThat(found.value())
        .isCloseTo(new CohenKappaAgreement(study(table)).calculateAgreement(), within(1e-12));
  }

  /** The answers to each item by category. */
  static int[][] counts(double[][] table) {
    List<int[]> items = new ArrayList<>();
    for (int i = 0; i < table.length; i++) {
      for (int j = 0; j < table.length; j++) {
        for (int n = 0; n < table[i][j]; n++) {
          int[] item = new int[table.length];
          item[i]++;
          item[j]++;
          items.add(item);
        }
      }
    }
    return items.toArray(int[][]::new);
  }

  static CodingAnnotationStudy study(double[][] table) {
    var study = new CodingAnnotationStudy(2);
    for (int i = 0; i < table.length; i++) {
      for (int j = 0; j < table.length; j++) {
        study.addMultipleItems((int) table[i][j], i, j);
      }
    }
    return study;
  }
}
