package org.penumbra.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartitionsTest {

  @Test
  void hasOneForEachCoreWhereThereIsLittle() {
    assertThat(Partitions.ofBytes(0, 8)).isEqualTo(8);
    assertThat(Partitions.ofBytes(8 * Partitions.BYTES, 8)).isEqualTo(8);
  }

  @Test
  void hasOneForEachSoManyBytesBeyond() {
    assertThat(Partitions.ofBytes(8 * Partitions.BYTES + 1, 8)).isEqualTo(9);
    assertThat(Partitions.ofBytes(1000 * Partitions.BYTES, 8)).isEqualTo(1000);
  }

  @Test
  void isBoundedHoweverMuchThereIs() {
    assertThat(Partitions.ofBytes(Long.MAX_VALUE, 8)).isEqualTo(20_000);
  }

  @Test
  void cutsCostlyWorkByRows() {
    assertThat(Partitions.ofCostly(0)).isEqualTo(1);
    assertThat(Partitions.ofCostly(Partitions.COSTLY_ROWS + 1)).isEqualTo(2);
  }
}
