package org.penumbra.agree;

import static org.penumbra.agree.ReliabilityData.assertAlpha;

import org.dkpro.statistics.agreement.distance.OrdinalDistanceFunction;
import org.junit.jupiter.api.Test;
import org.penumbra.agree.KrippendorffAlpha.Scale;

/** Hayes and Krippendorff 2007, "Answering the call for a standard reliability measure". */
class HayesKrippendorff2007Test {

  /** 5 judges by 40 columns of a newspaper (Hayes and Krippendorff 2007, p. 84). */
  private static final String[] HAYES_KRIPPENDORFF_2007 = {
    "112.001122.01311211000201001111223222221",
    "1130000.21102311121000302102111122222221",
    "203000222100221123001.30.1012202.2232.21",
    ".13....0.10022...31.103021122..122...12.",
    "2..0001.2....3112..0.0..2.0..20.2.2222.1"
  };

  @Test
  void ordinal() {
    assertAlpha(HAYES_KRIPPENDORFF_2007, Scale.ORDINAL, new OrdinalDistanceFunction(), .7598, 5e-5);
  }
}
