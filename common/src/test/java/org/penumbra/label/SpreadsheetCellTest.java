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

  @ParameterizedTest
  @ValueSource(strings = {"\uFF1D1+1", "\n=1"})
  void disarmsTheSignsOfOtherWritingsToo(String text) {
    assertThat(SpreadsheetCell.of(text)).isEqualTo("'" + text);
  }

  @Test
  void disarmsAFormulaBehindWhatMayEndACell() {
    assertThat(SpreadsheetCell.ofText("x;=cmd|' /C calc'!A0")).isEqualTo("x;'=cmd|' /C calc'!A0");
    assertThat(SpreadsheetCell.ofText("a\n \"=1\tb;c;-1")).isEqualTo("a\n' \"=1\tb;c;'-1");
    assertThat(SpreadsheetCell.of("x;=1")).as("an id comes back as it was").isEqualTo("x;=1");
  }

  @Test
  void leavesOtherTextsAsTheyAre() {
    assertThat(SpreadsheetCell.of("1 = 1")).isEqualTo("1 = 1");
    assertThat(SpreadsheetCell.of("")).isEmpty();
    assertThat(SpreadsheetCell.ofText("a; b - c = d")).isEqualTo("a; b - c = d");
  }
}
