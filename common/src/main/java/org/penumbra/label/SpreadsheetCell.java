package org.penumbra.label;

import java.util.regex.Pattern;

/** A cell of a CSV that people open in a spreadsheet. Corpus text is hostile. */
public final class SpreadsheetCell {

  private static final Pattern FORMULA =
      Pattern.compile("^(?=[=+\\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20])");

  /** Where a spreadsheet of another country takes a semicolon, tab or line for the cell's end. */
  private static final Pattern FORMULA_WITHIN =
      Pattern.compile("(?<=[;\t\r\n])(?=[\"\\s]*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20])");

  private SpreadsheetCell() {}

  /** An id or name, with an apostrophe in front where a spreadsheet would see a formula. */
  public static String of(String value) {
    return FORMULA.matcher(value).replaceFirst("'");
  }

  /** A text that is not read back, with an apostrophe wherever a spreadsheet may see a formula. */
  public static String ofText(String text) {
    return FORMULA_WITHIN.matcher(of(text)).replaceAll("'");
  }
}
