package org.penumbra.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dkpro.statistics.agreement.coding.CodingAnnotationStudy;
import org.dkpro.statistics.agreement.coding.FleissKappaAgreement;
import org.junit.jupiter.api.Test;

/** The table of Fleiss 1971, "Measuring nominal scale agreement among many raters". */
class Fleiss1971Test {

  /** 30 patients by 5 diagnoses, 6 psychiatrists each (Fleiss 1971, table 1, p. 379). */
  private static final int[][] DIAGNOSES = {
    {0, 0, 0, 6, 0}, {0, 3, 0, 0, 3}, {0, 1, 4, 0, 1}, {0, 0, 0, 0, 6}, {0, 3, 0, 3, 0},
    {2, 0, 4, 0, 0}, {0, 0, 4, 0, 2}, {2, 0, 3, 1, 0}, {2, 0, 0, 4, 0}, {0, 0, 0, 0, 6},
    {1, 0, 0, 5, 0}, {1, 1, 0, 4, 0}, {0, 3, 3, 0, 0}, {1, 0, 0, 5, 0}, {0, 2, 0, 3, 1},
    {0, 0, 5, 0, 1}, {3, 0, 0, 1, 2}, {5, 1, 0, 0, 0}, {0, 2, 0, 4, 0}, {1, 0, 2, 0, 3},
    {0, 0, 0, 0, 6}, {0, 1, 0, 5, 0}, {0, 2, 0, 1, 3}, {2, 0, 0, 4, 0}, {1, 0, 0, 4, 1},
    {0, 5, 0, 1, 0}, {4, 0, 0, 0, 2}, {0, 2, 0, 4, 0}, {1, 0, 5, 0, 0}, {0, 0, 0, 0, 6}
  };

  @Test
  void fleiss1971() {
    FleissKappa kappa = FleissKappa.of(DIAGNOSES);
    assertThat(kappa.value()).isCloseTo(.430, within(5e-4));
    assertThat(kappa.observed()).isCloseTo(.5556, within(5e-5));
    // The paper prints .2201, from shares it had rounded; the counts 26, 26, 30, 55, 43 give .2199.
    assertThat(kappa.expected()).isCloseTo(7126.0 / 32400, within(1e-12));
    assertThat(kappa.value())
        .isCloseTo(new FleissKappaAgreement(study()).calculateAgreement(), within(1e-12));
  }

  private static CodingAnnotationStudy study() {
    var study = new CodingAnnotationStudy(6);
    for (int[] item : DIAGNOSES) {
      Object[] answers = new Object[6];
      int rater = 0;
      for (int category = 0; category < item.length; category++) {
        for (int i = 0; i < item[category]; i++) {
          answers[rater++] = category;
        }
      }
      study.addItemAsArray(answers);
    }
    return study;
  }
}
