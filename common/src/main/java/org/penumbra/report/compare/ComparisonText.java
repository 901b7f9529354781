package org.penumbra.report.compare;

import java.util.List;
import org.penumbra.report.Printable;
import org.penumbra.report.TextTable;
import org.penumbra.report.page.RoundFigures;

/** A comparison on a terminal. */
public final class ComparisonText {

  private static final String ABSENT = "-";

  private ComparisonText() {}

  /** All of it, each line ended by a line feed. */
  public static String of(Comparison comparison) {
    return runs(comparison) + kappas(comparison) + batches(comparison) + settings(comparison);
  }

  private static String runs(Comparison comparison) {
    return run("A", comparison.first()) + run("B", comparison.second());
  }

  private static String run(String letter, ComparedRun run) {
    RoundFigures last = run.last();
    return String.format(
        "%s  %s, round %d: %s, %,d items, %,d answers%n",
        letter,
        Printable.line(run.name()),
        last.round(),
        last.verdict() == null ? "not decided" : last.verdict().replace('_', ' '),
        last.items(),
        last.answers());
  }

  private static String kappas(Comparison comparison) {
    TextTable table = new TextTable(List.of("kappa", "A", "B", "B - A"));
    for (Comparison.Kappa kappa : comparison.kappas()) {
      table.row(
          List.of(
              kappa.name(),
              TextTable.cell(kappa.first()),
              TextTable.cell(kappa.second()),
              TextTable.cell(kappa.difference())));
    }
    return "\n" + table.render();
  }

  private static String batches(Comparison comparison) {
    TextTable table = new TextTable(List.of("batch of round", "A", "B", "in both"));
    for (Comparison.Batch batch : comparison.batches()) {
      table.row(
          List.of(
              batch.round(),
              Integer.toString(batch.first()),
              Integer.toString(batch.second()),
              Integer.toString(batch.common())));
    }
    return "\n" + table.render();
  }

  private static String settings(Comparison comparison) {
    if (comparison.settings().isEmpty()) {
      return "\nNo setting, version or model differs.\n";
    }
    TextTable table = new TextTable(List.of("differs", "A", "B"));
    for (Comparison.Setting setting : comparison.settings()) {
      table.row(List.of(setting.key(), value(setting.first()), value(setting.second())));
    }
    return "\n" + table.render();
  }

  private static String value(String value) {
    return value == null ? ABSENT : Printable.line(value);
  }
}
