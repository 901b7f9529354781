package org.penumbra.label;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetCellTest {

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+3", "-2", "@all", "\t=1", "\r=1"})
  void disarmsWhatASpreadsheetWouldTakeForAFormula(String text) {
    assertThat(SpreadsheetCell.of(text)).isEqualTo("'" + text);
  }

  @Test
  void leavesOtherTextsAsTheyAre() {
    assertThat(SpreadsheetCell.of("1 = 1")).isEqualTo("1 = 1");
    assertThat(SpreadsheetCell.of("")).isEmpty();
  }
}
