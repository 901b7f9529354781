package org.penumbra.agree;

import static org.penumbra.agree.Tables.assertKappa;

import org.junit.jupiter.api.Test;

/** Tables of Cohen 1960, "A coefficient of agreement for nominal scales". */
class Cohen1960Test {

  @Test
  void page45() {
    assertKappa(Tables.COHEN_1960_P45, .491525, .051002);
  }

  @Test
  void page37() {
    assertKappa(Tables.COHEN_1960_P37, -.092308, .056641);
  }
}
