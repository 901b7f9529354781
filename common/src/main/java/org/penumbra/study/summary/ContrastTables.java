package org.penumbra.study.summary;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Contrasts as tables. */
final class ContrastTables {

  private ContrastTables() {}

  /** The estimates, a row each. */
  static MarkdownTable estimates(Collection<Contrast> contrasts) {
    MarkdownTable table =
        new MarkdownTable(
            2, List.of("contrast", "role", "estimate [interval]", "cells above 0", "data sets"));
    for (Contrast contrast : contrasts) {
      table.row(
          List.of(
              name(contrast),
              contrast.role().name().toLowerCase(Locale.ROOT),
              Figures.interval("%+.3f", contrast.estimate()),
              contrast.positiveCells() + " of " + contrast.cells().size(),
              Long.toString(contrast.datasets())));
    }
    return table;
  }

  /** One contrast, a row per cell; those that do not count have no difference. */
  static MarkdownTable byCell(Contrast contrast, List<Cell> cells) {
    MarkdownTable table = new MarkdownTable(1, List.of("cell", "difference (seeds)"));
    cells.forEach(cell -> table.row(List.of(Figures.name(cell), difference(contrast, cell))));
    return table;
  }

  /** Many contrasts, a row each and a column per cell. */
  static MarkdownTable byCell(Collection<Contrast> contrasts, List<Cell> cells) {
    MarkdownTable table = new MarkdownTable(1, Figures.row("by cell", cells, Figures::name));
    for (Contrast contrast : contrasts) {
      table.row(Figures.row(name(contrast), cells, cell -> difference(contrast, cell)));
    }
    return table;
  }

  private static String name(Contrast contrast) {
    PlannedContrast planned = contrast.planned();
    return HostileText.markdown(planned.strategy())
        + " − "
        + HostileText.markdown(planned.baseline())
        + " at "
        + planned.budgets().stream().map(String::valueOf).collect(joining(", "));
  }

  private static String difference(Contrast contrast, Cell cell) {
    return contrast.cells().stream()
        .filter(difference -> difference.cell().equals(cell))
        .map(CellDifference::difference)
        .map(mean -> Figures.plusMinus("%+.3f", mean) + " (" + mean.seeds() + ")")
        .findFirst()
        .orElse(Figures.NONE);
  }
}
