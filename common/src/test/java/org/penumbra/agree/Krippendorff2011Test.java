package org.penumbra.agree;

import static org.penumbra.agree.ReliabilityData.assertAlpha;

import org.dkpro.statistics.agreement.distance.IntervalDistanceFunction;
import org.dkpro.statistics.agreement.distance.NominalDistanceFunction;
import org.dkpro.statistics.agreement.distance.OrdinalDistanceFunction;
import org.junit.jupiter.api.Test;
import org.penumbra.agree.KrippendorffAlpha.Scale;

/** Krippendorff 2011, "Computing Krippendorff's alpha-reliability". */
class Krippendorff2011Test {

  /** 4 observers by 12 units, a point where one gave no value (Krippendorff 2011, section C). */
  private static final String[] KRIPPENDORFF_2011 = {
    "123321412...", "1233224125.3", ".3332342251.", "12332441251."
  };

  @Test
  void nominal() {
    assertAlpha(KRIPPENDORFF_2011, Scale.NOMINAL, new NominalDistanceFunction(), .743, 5e-4);
  }

  @Test
  void ordinal() {
    assertAlpha(KRIPPENDORFF_2011, Scale.ORDINAL, new OrdinalDistanceFunction(), .815, 5e-4);
  }

  @Test
  void interval() {
    assertAlpha(KRIPPENDORFF_2011, Scale.INTERVAL, new IntervalDistanceFunction(), .849, 5e-4);
  }
}
