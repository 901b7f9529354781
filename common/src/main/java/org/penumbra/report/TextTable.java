package org.penumbra.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.penumbra.Interval;

/** A table for a terminal: columns as wide as their widest cell, numbers to the right. */
public final class TextTable {

  private static final String GAP = "  ";

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  public TextTable(List<String> header) {
    this.header = List.copyOf(header);
  }

  /** Adds a row; it has a cell per column. */
  public TextTable row(List<String> cells) {
    if (cells.size() != header.size()) {
      throw new IllegalArgumentException(
          "A row of " + cells.size() + " cells under " + header.size() + " headings");
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /** An estimate with its interval, three digits; a dash where it is undefined. */
  public static String cell(Interval interval) {
    return interval.defined()
        ? String.format(
            Locale.ROOT, "%.3f [%.3f, %.3f]", interval.estimate(), interval.low(), interval.high())
        : "-";
  }

  /** All lines, each ended by a line feed. */
  public String render() {
    int[] widths = new int[header.size()];
    List<List<String>> all = new ArrayList<>(rows);
    all.add(0, header);
    for (List<String> row : all) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        String cell = row.get(column);
        line.append(column == 0 ? "" : GAP)
            .append(" ".repeat(widths[column] - cell.length()))
            .append(cell);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
