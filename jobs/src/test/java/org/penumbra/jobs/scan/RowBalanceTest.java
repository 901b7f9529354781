package org.penumbra.jobs.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.jobs.state.DataFile;
import org.penumbra.jobs.state.Manifest;

class RowBalanceTest {

  private static final Manifest SETTLED =
      new Manifest(
          "settled",
          1,
          1,
          "s",
          List.of(
              new DataFile("s/outcome=kept/a", 6, 1),
              new DataFile("s/outcome=collapsed/a", 2, 1),
              new DataFile("s/outcome=dropped/a", 5, 1)));

  @Test
  void holdsWhenEveryRowReadIsAccountedForOnce() {
    RowBalance balance = balance(3);

    balance.check();

    assertThat(balance.counts())
        .containsEntry("rows_in", 20L)
        .containsEntry("kept", 6L)
        .containsEntry("collapsed", 2L)
        .containsEntry("dropped", 9L)
        .containsEntry("rejected", 3L);
    assertThat(balance.sentence())
        .isEqualTo("20 rows: 6 items in the pool, 2 collapsed, 9 dropped, 3 rejected");
  }

  @Test
  void failsWhenARowIsMissingOrThereTwice() {
    for (long rejected : new long[] {2, 4}) {
      assertThatThrownBy(() -> balance(rejected).check())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("Rows do not balance: 20 were read, " + (17 + rejected));
    }
  }

  @Test
  void whatSettledMayBeDroppedOrRejectedLater() {
    RowBalance balance = new RowBalance();
    balance.read(20, 4, 0);
    balance.written(
        SETTLED,
        new Manifest(
            "rescored",
            1,
            1,
            "r",
            List.of(
                new DataFile("r/outcome=kept/a", 3, 1),
                new DataFile("r/outcome=dropped/a", 2, 1),
                new DataFile("r/outcome=unscored/a", 1, 1))),
        4);

    balance.check();

    assertThat(balance.sentence())
        .isEqualTo("20 rows: 3 items in the pool, 2 collapsed, 11 dropped, 4 rejected");
  }

  private static RowBalance balance(long rejected) {
    RowBalance balance = new RowBalance();
    balance.read(15, 4, 0);
    balance.read(5, 0, 0);
    balance.written(SETTLED, SETTLED, rejected);
    return balance;
  }
}
