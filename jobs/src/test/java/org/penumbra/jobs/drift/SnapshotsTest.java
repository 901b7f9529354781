package org.penumbra.jobs.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SnapshotsTest {

  @Test
  void aBeginningCutsNoCharacter() {
    assertThat(Snapshots.beginning("ab", 2)).isEqualTo("ab");
    assertThat(Snapshots.beginning("abc", 2)).isEqualTo("ab");
    assertThat(Snapshots.beginning("a\uD83D\uDE00", 2)).isEqualTo("a");
    assertThat(Snapshots.beginning("a\uD83D\uDE00b", 3)).isEqualTo("a\uD83D\uDE00");
  }
}
