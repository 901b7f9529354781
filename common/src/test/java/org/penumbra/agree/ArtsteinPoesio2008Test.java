package org.penumbra.agree;

import static org.penumbra.agree.Tables.assertKappa;

import org.junit.jupiter.api.Test;

/** Tables of Artstein and Poesio 2008, "Inter-coder agreement for computational linguistics". */
class ArtsteinPoesio2008Test {

  @Test
  void page558() {
    assertKappa(Tables.ARTSTEIN_POESIO_2008_P558, .347826, .095008);
  }

  @Test
  void page568() {
    assertKappa(Tables.ARTSTEIN_POESIO_2008_P568, .801325, .051973);
  }
}
