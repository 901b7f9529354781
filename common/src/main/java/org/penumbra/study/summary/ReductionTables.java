package org.penumbra.study.summary;

import java.util.List;
import java.util.Locale;
import org.penumbra.Interval;

/** Reduction factors as tables: strategies by budget. */
final class ReductionTables {

  private final StudySummary summary;

  ReductionTables(StudySummary summary) {
    this.summary = summary;
  }

  MarkdownTable medians() {
    return table("median over cells: crossed / beyond / before", this::median);
  }

  /** The factors of one cell. */
  MarkdownTable of(Cell cell) {
    return table(Figures.name(cell), (strategy, budget) -> factor(cell, strategy, budget));
  }

  private interface Entry {
    String at(String strategy, int budget);
  }

  private MarkdownTable table(String corner, Entry entry) {
    List<Integer> budgets = summary.plan().budgets();
    MarkdownTable table = new MarkdownTable(1, Figures.row(corner, budgets, String::valueOf));
    for (String strategy : summary.strategies()) {
      table.row(
          Figures.row(
              HostileText.markdown(strategy), budgets, budget -> entry.at(strategy, budget)));
    }
    return table;
  }

  private String median(String strategy, int budget) {
    return summary.medians().stream()
        .filter(median -> median.strategy().equals(strategy) && median.judgements() == budget)
        .map(
            median ->
                String.format(
                    Locale.ROOT,
                    "%s: %d / %d / %d",
                    number(median.median()),
                    median.crossed(),
                    median.beyond(),
                    median.before()))
        .findFirst()
        .orElse(Figures.NONE);
  }

  private String factor(Cell cell, String strategy, int budget) {
    return summary.factors().stream()
        .filter(factor -> factor.cell().equals(cell))
        .filter(factor -> factor.strategy().equals(strategy) && factor.judgements() == budget)
        .map(ReductionTables::factor)
        .findFirst()
        .orElse(Figures.NONE);
  }

  private static String factor(ReductionFactor factor) {
    Interval interval = factor.factor();
    return switch (factor.crossing().place()) {
      case BEFORE -> "< " + number(factor.smallest());
      case BEYOND -> "> " + number(factor.cap());
      case INSIDE ->
          number(interval.estimate())
              + " ["
              + (interval.low() <= factor.smallest() ? "< " : "")
              + number(interval.low())
              + ", "
              + (interval.high() >= factor.cap() ? "> " : "")
              + number(interval.high())
              + "]";
    };
  }

  private static String number(double value) {
    return Figures.number("%.1f", value);
  }
}
