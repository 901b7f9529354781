package org.penumbra.bench;

import java.util.ArrayList;
import java.util.List;

/** A table of figures, its cells as they are to be read. */
public final class ResultTable {

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  public ResultTable(String... header) {
    this.header = List.of(header);
  }

  /** Adds a row, a cell per heading. */
  public ResultTable row(String... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          "A row of " + cells.length + " cells under " + header.size() + " headings");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** In Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder(line(header));
    text.append("|---".repeat(header.size())).append("|\n");
    rows.forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
