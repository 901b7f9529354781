package org.penumbra.report;

/** Sentences from a run's files, made fit for a terminal: they may quote anything. */
public final class Printable {

  private static final String GAP = "[\\s\\p{Z}]+";
  private static final String UNPRINTABLE = "\\p{C}";

  private Printable() {}

  /** One line without anything that a terminal would obey. */
  public static String line(String text) {
    return text.replaceAll(GAP, " ").strip().replaceAll(UNPRINTABLE, "\uFFFD");
  }

  /** The same, cut after so many characters. */
  static String line(String text, int most) {
    String line = line(text);
    return line.codePointCount(0, line.length()) <= most
        ? line
        : line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
  }
}
