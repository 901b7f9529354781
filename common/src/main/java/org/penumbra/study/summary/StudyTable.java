package org.penumbra.study.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A study's summary as Markdown: figures as they are, and a dash where there is none. */
public final class StudyTable {

  private final StudySummary summary;
  private final SummaryPlan plan;
  private final List<Cell> cells;
  private final String metric;
  private final StringBuilder text = new StringBuilder();

  private StudyTable(StudySummary summary) {
    this.summary = summary;
    this.plan = summary.plan();
    this.cells = summary.cells().stream().map(CellSummary::cell).toList();
    this.metric = HostileText.markdown(plan.metric());
  }

  /** The whole text; lines end in a line feed. */
  public static String render(StudySummary summary) {
    StudyTable table = new StudyTable(summary);
    table.introduction();
    table.confirmatory();
    table.means();
    table.areas();
    table.descriptive();
    table.reductions();
    summary.cells().forEach(table::cell);
    return table.text.toString();
  }

  private void introduction() {
    text.append("# Study: ").append(metric).append('\n');
    paragraph(
        String.format(
            Locale.ROOT,
            "A cell is a data set at a share of positives. ± is a standard error over seeds, (n)"
                + " how many of them; brackets are 95 %% percentile intervals of %,d bootstrap"
                + " replicates. A cell counts at a budget where its pool holds %d times as many"
                + " items; where it does not, %s marks the budget in the cell's own tables. %s is"
                + " what was not measured, or is undefined.",
            plan.replicates(),
            plan.minPoolMultiple(),
            CurveTables.SMALL_POOL,
            Figures.NONE));
  }

  private void confirmatory() {
    Contrast contrast = summary.confirmatory();
    heading("Confirmatory contrast");
    paragraph("Fixed before anything was played, and the only one that tests something.");
    table(ContrastTables.estimates(List.of(contrast)));
    paragraph(
        contrast.datasets() == 1
            ? "With one data set the interval speaks of its seeds alone."
            : "Data sets are drawn first, then seeds within cells; with few data sets that differ"
                + " such an interval is too narrow.");
    table(ContrastTables.byCell(contrast, cells));
  }

  private void descriptive() {
    heading("Descriptive contrasts");
    paragraph("Among so many, some intervals miss 0 by chance.");
    table(ContrastTables.estimates(summary.descriptive()));
    table(ContrastTables.byCell(summary.descriptive(), cells));
  }

  private void means() {
    heading("Mean of cells");
    paragraph(
        "Mean of "
            + metric
            + " over cells, ± of the seeds alone, and over how many cells: strategies compare where"
            + " these are the same.");
    MarkdownTable table =
        new MarkdownTable(1, Figures.row("strategy", plan.budgets(), String::valueOf));
    for (String strategy : summary.strategies()) {
      table.row(
          Figures.row(
              HostileText.markdown(strategy), plan.budgets(), budget -> mean(strategy, budget)));
    }
    table(table);
  }

  private String mean(String strategy, int budget) {
    return summary.means().stream()
        .filter(point -> point.strategy().equals(strategy) && point.labels() == budget)
        .filter(point -> point.cells() > 0)
        .map(
            point ->
                Figures.plusMinus("%.3f", point.mean(), point.standardError())
                    + " ("
                    + point.cells()
                    + ")")
        .findFirst()
        .orElse(Figures.NONE);
  }

  private void areas() {
    heading("Normalised area");
    paragraph(
        "(A(strategy) − A("
            + HostileText.markdown(plan.baseline())
            + ")) / (A(all-expert) − A("
            + HostileText.markdown(plan.baseline())
            + ")), areas under "
            + metric
            + " from "
            + plan.areaBudgets().get(0)
            + " to "
            + plan.areaBudgets().get(plan.areaBudgets().size() - 1)
            + " labels. Undefined where the denominator is not above 0 or no seed has all three;"
            + " the mean is of the cells where it is defined.");
    List<String> columns = new ArrayList<>(List.of("strategy", "mean", "cells", "undefined"));
    cells.forEach(cell -> columns.add(Figures.name(cell)));
    MarkdownTable table = new MarkdownTable(1, columns);
    for (MeanArea mean : summary.meanAreas()) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  HostileText.markdown(mean.strategy()),
                  Figures.number("%.2f", mean.mean()),
                  Integer.toString(mean.cells()),
                  Integer.toString(mean.undefined())));
      cells.forEach(cell -> row.add(area(mean.strategy(), cell)));
      table.row(row);
    }
    table(table);
  }

  private String area(String strategy, Cell cell) {
    return summary.areas().stream()
        .filter(area -> area.strategy().equals(strategy) && area.cell().equals(cell))
        .map(
            area ->
                Figures.interval("%.2f", area.ratio())
                    + (area.ratio().defined() && area.undefinedReplicates() > 0
                        ? ", " + area.undefinedReplicates() + " replicates undefined"
                        : ""))
        .findFirst()
        .orElse(Figures.NONE);
  }

  private void reductions() {
    heading("Reduction factors");
    paragraph(
        "Crowd judgements that first reach what a strategy has after so many expert judgements,"
            + " divided by these. > and < say that the crowd, or a bound of it, gets there beyond"
            + " or before the grid it was played on, and give that end of the grid. Medians are of"
            + " the cells crossed inside: where many lie beyond, they flatter the crowd.");
    ReductionTables tables = new ReductionTables(summary);
    table(tables.medians());
    summary.factors().stream()
        .map(ReductionFactor::cell)
        .distinct()
        .sorted()
        .forEach(cell -> table(tables.of(cell)));
  }

  private void cell(CellSummary cell) {
    heading(Figures.name(cell.cell()));
    paragraph(
        "Pool: "
            + (cell.poolItems().isPresent()
                ? String.format(Locale.ROOT, "%,d items", cell.poolItems().getAsInt())
                : "of unknown size")
            + ". All-expert: "
            + Figures.plusMinus("%.3f", cell.allExpert())
            + " ("
            + cell.allExpert().seeds()
            + ").");
    CurveTables tables = new CurveTables(cell, plan);
    tables.of(metric, "%.3f", cell.curves()).forEach(this::table);
    tables.of("prevalence, estimated", "%.4f", cell.prevalences()).forEach(this::table);
    tables.of("positives found", "%.1f", cell.positives()).forEach(this::table);
  }

  private void heading(String heading) {
    text.append("\n## ").append(heading).append('\n');
  }

  private void paragraph(String paragraph) {
    text.append('\n').append(paragraph).append('\n');
  }

  private void table(MarkdownTable table) {
    text.append('\n').append(table.render());
  }
}
