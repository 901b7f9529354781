package org.penumbra.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.penumbra.report.Printable;
import org.penumbra.report.TextTable;

/** A plan for a terminal. */
public final class PlanText {

  private static final double GIB = 1L << 30;
  private static final double MIB = 1L << 20;

  private PlanText() {}

  /** Lines, each ended by a line feed. */
  public static String render(RunPlan plan) {
    return head(plan) + "\n" + stages(plan) + "\n" + datasets(plan) + "\n" + sums(plan);
  }

  private static String head(RunPlan plan) {
    Target target = plan.target();
    StringBuilder text =
        new StringBuilder(
            format(
                "%,d items, %,d of them in the pool, on %d cores, %d rounds%n",
                target.corpusItems(), target.poolItems(), target.cores(), target.rounds()));
    for (MeasuredRun run : plan.from()) {
      text.append(
          format(
              "from %s: %,d items, %,d in the pool%n",
              Printable.line(run.uri()), run.corpusItems(), run.poolItems()));
    }
    List<RunPlan.StagePlan> ofOneSize = plan.ofOneSize();
    if (!ofOneSize.isEmpty()) {
      text.append(
          ofOneSize.stream()
              .map(stage -> Printable.line(stage.stage()) + " (" + rounds(stage.rounds()) + ")")
              .collect(
                  Collectors.joining(
                      ", ",
                      "Measured at one size, so that nothing is known to be fixed and the figures"
                          + " are too high: ",
                      ". Give a run of another size with --from.\n")));
    }
    return text.toString();
  }

  private static String stages(RunPlan plan) {
    TextTable table =
        new TextTable(List.of("round", "stage", "seconds", "fixed", "core-us an item", "peak MiB"));
    for (RunPlan.StagePlan stage : plan.stages()) {
      table.row(
          List.of(
              rounds(stage.rounds()),
              Printable.line(stage.stage()),
              format("%,.1f", stage.seconds()),
              format("%,.1f", stage.fixedSeconds()),
              format("%,.2f", stage.coreSecondsPerItem() * 1e6),
              format("%,.0f", stage.peakBytes() / MIB)));
    }
    return table.render();
  }

  private static String datasets(RunPlan plan) {
    TextTable table = new TextTable(List.of("round", "dataset", "MiB", "bytes an item", ""));
    for (RunPlan.DatasetPlan dataset : plan.datasets()) {
      table.row(
          List.of(
              rounds(dataset.rounds()),
              Printable.line(dataset.dataset()),
              format("%,.1f", dataset.bytes() / MIB),
              format("%,.1f", dataset.bytesPerItem()),
              dataset.staged() ? "while the stage runs" : ""));
    }
    return table.render();
  }

  private static String sums(RunPlan plan) {
    Target target = plan.target();
    List<String> lines = new ArrayList<>();
    lines.add(format("time     %,.2f hours", plan.seconds() / 3600));
    lines.add(
        format(
            "storage  %,.2f GiB, and %,.2f GiB while the scan runs",
            plan.bytes() / GIB, plan.stagedBytes() / GIB));
    lines.add(
        format("memory   %,.2f GiB of the driver's process", plan.peakBytes() / GIB)
            + (target.memoryBytes() > 0 && plan.peakBytes() > target.memoryBytes()
                ? format(": more than the %,.2f GiB that it may have", target.memoryBytes() / GIB)
                : ""));
    lines.add(
        format("cost     %,.2f, %,.2f of it for model servers", plan.cost(), plan.spent())
            + (target.coreHourPrice() == 0 ? " (--core-hour prices the cores)" : ""));
    return String.join("\n", lines) + "\n";
  }

  private static String rounds(Rounds rounds) {
    return rounds == Rounds.FIRST ? "1" : "each later";
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
