package org.penumbra.study.summary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table in Markdown: names to the left, figures to the right; cells are Markdown already. */
final class MarkdownTable {

  private final List<String> header;
  private final int names;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table without rows.
   *
   * @param names how many columns, from the first, hold names
   */
  MarkdownTable(int names, List<String> header) {
    this.names = names;
    this.header = List.copyOf(header);
  }

  void row(List<String> cells) {
    if (cells.size() != header.size()) {
      throw new IllegalArgumentException(
          "A row of " + cells.size() + " cells under " + header.size() + " headings");
    }
    rows.add(List.copyOf(cells));
  }

  String render() {
    List<String> rules = new ArrayList<>(Collections.nCopies(names, "---"));
    rules.addAll(Collections.nCopies(header.size() - names, "---:"));
    StringBuilder text = new StringBuilder(line(header)).append(line(rules));
    rows.forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
