package org.penumbra.study.summary;

import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.penumbra.study.StudyNames;

/**
 * The curves of a cell as tables: strategies by budget; the crowd, whose grid is another, apart.
 */
final class CurveTables {

  static final String SMALL_POOL = "†";

  private final CellSummary cell;
  private final SummaryPlan plan;

  CurveTables(CellSummary cell, SummaryPlan plan) {
    this.cell = cell;
    this.plan = plan;
  }

  /**
   * One table for the strategies, if any, and one for the crowd, if any.
   *
   * @param what the curves show, as Markdown
   * @param format of a value, such as %.3f
   */
  List<MarkdownTable> of(String what, String format, List<LearningCurve> curves) {
    List<LearningCurve> experts =
        curves.stream().filter(curve -> StudyNames.spendsExperts(curve.strategy())).toList();
    List<MarkdownTable> tables = new ArrayList<>();
    if (!experts.isEmpty()) {
      tables.add(table(what, format, experts, plan.budgets()));
    }
    curves.stream()
        .filter(curve -> curve.strategy().equals(StudyNames.CROWD))
        .map(curve -> table(what + ", by crowd judgements", format, List.of(curve), List.of()))
        .forEach(tables::add);
    return tables;
  }

  private MarkdownTable table(
      String what, String format, List<LearningCurve> curves, List<Integer> budgets) {
    SortedSet<Integer> labels =
        curves.stream()
            .flatMap(curve -> curve.points().stream())
            .map(CurvePoint::labels)
            .collect(toCollection(TreeSet::new));
    labels.addAll(budgets);
    MarkdownTable table =
        new MarkdownTable(1, Figures.row(what, labels, at -> heading(at, budgets)));
    for (LearningCurve curve : curves) {
      table.row(
          Figures.row(
              HostileText.markdown(curve.strategy()), labels, at -> point(format, curve, at)));
    }
    return table;
  }

  private String heading(int labels, List<Integer> budgets) {
    boolean small = budgets.contains(labels) && !cell.holds(labels, plan.minPoolMultiple());
    return labels + (small ? SMALL_POOL : "");
  }

  private static String point(String format, LearningCurve curve, int labels) {
    return curve
        .at(labels)
        .map(
            point ->
                Figures.plusMinus(format, point.value())
                    + " ("
                    + point.value().seeds()
                    + (point.undefined() > 0 ? ", " + point.undefined() + " undefined)" : ")"))
        .orElse(Figures.NONE);
  }
}
