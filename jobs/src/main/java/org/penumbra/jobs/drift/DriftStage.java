package org.penumbra.jobs.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.penumbra.drift.Finding;
import org.penumbra.jobs.data.History;
import org.penumbra.jobs.data.LabelledItems;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.EncoderSpec;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.report.DriftReport;
import org.penumbra.report.DriftText;
import org.penumbra.report.Printable;
import org.penumbra.select.Reask;

/** Holds a snapshot and the policy against a round, tells people, and writes what came of it. */
public final class DriftStage {

  private final RunContext context;
  private final Reference reference;
  private final int number;

  /**
   * @param reference the round
   * @param number of the comparison, from 1
   */
  public DriftStage(RunContext context, Reference reference, int number) {
    this.context = context;
    this.reference = reference;
    this.number = number;
  }

  /**
   * Does so.
   *
   * @param snapshot nothing, where only the policy is looked at
   * @param encoder of the run
   */
  public void run(StageRun run, Optional<Snapshot> snapshot, EncoderSpec encoder) {
    PolicyChange change = PolicyChange.since(context, reference.round());
    DriftRows rows = new DriftRows(number, context.policy().id());
    List<Row> items = new ArrayList<>();
    List<String> why = new ArrayList<>();
    List<Finding.Test> alarms = List.of();
    if (snapshot.isPresent()) {
      SnapshotComparison.Compared compared =
          new SnapshotComparison(context, reference, encoder, run).with(snapshot.get());
      DriftReport report = compared.report();
      run.write(RunDataset.DRIFT, () -> context.data().frame(rows.tests(report), RunDataset.DRIFT));
      Set<String> again = change.again().stream().map(Reask::itemId).collect(Collectors.toSet());
      items.addAll(rows.regions(compared, again));
      DriftText.lines(report).forEach(this::tell);
      why.add(DriftText.verdict(report));
      alarms =
          report.findings().findings().stream().filter(Finding::alarm).map(Finding::test).toList();
      run.count("items", report.snapshotItems());
      run.count("rows", report.rows());
    }
    boolean regions = !items.isEmpty();
    change.sentences().forEach(this::tell);
    items.addAll(rows.again(change.again(), texts(change.again())));
    if (!change.again().isEmpty()) {
      why.add(
          change.again().size()
              + " labelled items are to be asked again under guideline version '"
              + context.policy().guidelineVersion()
              + "'");
    }
    Manifest written =
        run.write(
            RunDataset.DRIFT_ITEMS, () -> context.data().frame(items, RunDataset.DRIFT_ITEMS));
    run.count("alarms", alarms.size());
    String sentence =
        why.isEmpty()
            ? "the policy is as it was: nothing is to be asked again"
            : String.join("; ", why);
    new DriftOutcome(
            reference.round(),
            number,
            snapshot.map(each -> each.input().dataset()).orElse(null),
            snapshot.filter(each -> each instanceof RunSnapshot).isPresent(),
            !alarms.isEmpty() || !change.again().isEmpty(),
            sentence,
            alarms,
            change.again().size(),
            regions ? written.folder() : null)
        .write(context);
    run.note(sentence);
  }

  private void tell(String sentence) {
    context.progress().line("  " + Printable.line(sentence));
  }

  private SortedMap<String, String> texts(List<Reask> again) {
    if (again.isEmpty()) {
      return new TreeMap<>();
    }
    LabelledItems labelled =
        new LabelledItems(
            context.spark(),
            context.data(),
            new History(context.store(), context.data()),
            context.policy().guidelineVersion());
    return labelled.texts(again.stream().map(Reask::itemId).toList(), reference.round());
  }
}
