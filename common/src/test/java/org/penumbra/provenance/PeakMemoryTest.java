package org.penumbra.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeakMemoryTest {

  @Test
  void isAsMuchAsTheProcessHoldsAtLeast() {
    assertThat(PeakMemory.bytes()).isGreaterThan(Runtime.getRuntime().totalMemory() / 100);
    assertThat(PeakMemory.bytes(Long.toString(ProcessHandle.current().pid())))
        .isGreaterThanOrEqualTo(1 << 20);
  }

  @Test
  void isNothingWhereThereIsNoSuchProcess() {
    assertThat(PeakMemory.bytes("0")).isZero();
  }
}
