package org.penumbra.agree;

import static org.penumbra.agree.Tables.assertKappa;

import org.junit.jupiter.api.Test;

/** The table of Agresti 1992, "Modelling patterns of agreement and disagreement". */
class Agresti1992Test {

  @Test
  void twoPathologists() {
    assertKappa(Tables.AGRESTI_1992, .493006, .056743);
  }
}
