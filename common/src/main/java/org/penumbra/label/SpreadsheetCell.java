package org.penumbra.label;

/** A cell of a CSV that people open in a spreadsheet. Corpus text is hostile. */
public final class SpreadsheetCell {

  private static final String FORMULA_STARTS = "=+-@\t\r";

  private SpreadsheetCell() {}

  /** The text, with an apostrophe in front where a spreadsheet would take it for a formula. */
  public static String of(String text) {
    return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
