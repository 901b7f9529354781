package org.penumbra.jobs;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.data.History;
import org.penumbra.jobs.data.LabelledItems;
import org.penumbra.jobs.data.Labels;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.ingest.Awaited;
import org.penumbra.jobs.ingest.CarriedLabels;
import org.penumbra.jobs.ingest.Judgement;
import org.penumbra.jobs.ingest.LabelFiles;
import org.penumbra.jobs.ingest.PastDecisions;
import org.penumbra.jobs.ingest.RejectSamples;
import org.penumbra.jobs.label.Assignments;
import org.penumbra.jobs.label.Calibrations;
import org.penumbra.jobs.label.Exports;
import org.penumbra.jobs.label.Guideline;
import org.penumbra.jobs.label.Panels;
import org.penumbra.jobs.label.Redactors;
import org.penumbra.jobs.stage.Dependencies;
import org.penumbra.jobs.stage.RoundOutcome;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.stage.Stages;
import org.penumbra.jobs.state.ForgetLog;
import org.penumbra.jobs.state.Forgotten;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.label.CheckedLabels;
import org.penumbra.label.ExpertLabel;
import org.penumbra.label.LabelBatch;
import org.penumbra.label.LabelReject;
import org.penumbra.label.ParsedLabel;
import org.penumbra.label.RawLabel;
import org.penumbra.label.assign.Assignment;
import org.penumbra.label.assign.CalibrationSet;
import org.penumbra.label.assign.LabelIntake;
import org.penumbra.label.assign.Panel;
import org.penumbra.label.assign.Tasks;
import org.penumbra.label.guideline.CarryOver;

/**
 * Takes the experts' labels in. Until enough answers of the batch are there it waits: it writes
 * nothing, says who is missing, and can be called again.
 */
public final class IngestJob {

  private static final String LABEL_FILES = "label-files";
  private static final TypeReference<String> HASH = new TypeReference<>() {};
  private static final String FORGOTTEN = "forgotten";

  private final RunContext context;
  private final StageId id;
  private final History history;
  private final LabelledItems labelled;

  public IngestJob(RunContext context, int round) {
    this.context = context;
    this.id = new StageId(round, StageName.INGEST);
    this.history = new History(context.store(), context.data());
    this.labelled =
        new LabelledItems(
            context.spark(), context.data(), history, context.policy().guidelineVersion());
  }

  /** Where the labels of a round are looked for. */
  static String inbox(RunContext context, int round) {
    String uri = context.settings().label().uri();
    return (uri == null ? context.uri() + "/inbox" : uri) + "/" + StageId.roundFolder(round);
  }

  /** Writes labels, consensus and label_rejects, or waits. */
  public StageResult run() {
    Panel panel = Panels.of(context.settings().label());
    LabelFiles files = new LabelFiles(context.spark(), inbox(context, id.round()));
    Dependencies dependencies =
        new Dependencies(context, id)
            .settings("label.uri", "label.calibration-file", "label.calibration-pass")
            .settings("label.complete-share", "label.adjudication")
            .settings("label.consensus", "label.min-posterior", "label.given-decisions", "seed")
            .input(Panels.input(panel))
            .watch(files.input())
            .watch(Redactors.input(context.settings()))
            .policy();
    StageId select = new StageId(id.round(), StageName.SELECT);
    Inputs inputs =
        new Inputs(
            files,
            dependencies.read(new StageId(1, StageName.SCAN), RunDataset.ITEMS),
            dependencies.read(select, RunDataset.BATCH),
            dependencies.read(select, RunDataset.ASSIGNMENTS),
            dependencies.read(select, RunDataset.AUDIT));
    return new Stages(context).run(dependencies, run -> ingest(run, panel, inputs));
  }

  private void ingest(StageRun run, Panel panel, Inputs inputs) {
    Guideline guideline = new Guideline(history, context.policy().guidelineVersion(), id.round());
    guideline.requireUnchanged();
    SortedMap<String, String> pairOfItem = new TreeMap<>();
    SortedSet<String> asked = new TreeSet<>();
    for (Row row :
        context
            .data()
            .read(RunDataset.BATCH, inputs.batch())
            .select("item_id", "pair_id")
            .collectAsList()) {
      asked.add(row.getString(0));
      if (!row.isNullAt(1)) {
        pairOfItem.put(row.getString(0), row.getString(1));
      }
    }
    List<Assignment> tasks =
        context.data().read(RunDataset.ASSIGNMENTS, inputs.assignments()).collectAsList().stream()
            .map(Assignments::of)
            .toList();
    CalibrationSet calibration = Calibrations.of(context.spark(), context.settings().label());
    SortedSet<String> known = new TreeSet<>(asked);
    known.addAll(calibration.itemIds());
    Assignments naming = new Assignments(context, id.round(), panel);
    List<ExpertLabel> earlier = history.labels(id.round() - 1);
    LabelIntake intake =
        new LabelIntake(
            new Tasks(naming.ids(), panel, known, pairOfItem),
            new LabelBatch(
                context.policy().id(),
                context.policy().guidelineVersion(),
                id.round(),
                asked,
                Set.copyOf(calibration.itemIds()),
                Instant.now()),
            earlier,
            calibration);
    Forgotten forgotten = ForgetLog.of(context.store());
    CheckedLabels checked =
        intake.take(withoutForgotten(run, forgotten, inputs.labelFiles().read()));
    Awaited awaited =
        new Awaited(run, context.settings().label(), panel, inbox(context, id.round()));
    Optional<String> missing = awaited.answers(tasks, checked);
    if (missing.isPresent()) {
      waitFor(run, missing.get());
      return;
    }
    List<Assignment> contested = contested(run, naming, calibration, checked, earlier);
    if (!contested.isEmpty()) {
      new Exports(context, id.round()).adjudication(inputs.batch(), contested);
    }
    Optional<String> unsettled = awaited.adjudication(contested, checked);
    if (unsettled.isPresent()) {
      waitFor(run, unsettled.get());
      return;
    }
    String files = inputs.labelFiles().input().hash();
    if (!run.frozen(LABEL_FILES, HASH, () -> files).equals(files)) {
      run.startOver();
      run.frozen(LABEL_FILES, HASH, () -> files);
    }
    run.write(
        RunDataset.ASSIGNMENTS,
        () -> context.data().frame(naming.rows(contested), RunDataset.ASSIGNMENTS));
    new RejectSamples(context.settings().redact(), panel, forgotten)
        .write(context.data(), run, checked.rejects());
    write(run, inputs, guideline, checked);
  }

  private static List<ParsedLabel> withoutForgotten(
      StageRun run, Forgotten forgotten, List<ParsedLabel> parsed) {
    List<ParsedLabel> rows = new ArrayList<>();
    int late = 0;
    for (ParsedLabel row : parsed) {
      if (row instanceof RawLabel raw && forgotten.containsGuarded(raw.itemId())) {
        rows.add(new LabelReject(raw.file(), raw.line(), FORGOTTEN, ""));
        late++;
      } else {
        rows.add(row);
      }
    }
    if (late > 0) {
      run.warn(
          late
              + " rows of label files are of items that were forgotten; they were not taken, and"
              + " ./submit.sh forget removes them from the files");
    }
    return rows;
  }

  /** Tasks for the items whose first answers give no label, exported for those who settle them. */
  private List<Assignment> contested(
      StageRun run,
      Assignments naming,
      CalibrationSet calibration,
      CheckedLabels checked,
      List<ExpertLabel> earlier) {
    List<String> items = judgement(checked.accepted()).contested();
    List<ExpertLabel> all = new ArrayList<>(earlier);
    all.addAll(checked.accepted());
    List<Assignment> tasks = naming.adjudicate(items, all, calibration);
    if (tasks.size() < items.size()) {
      run.warn(
          (items.size() - tasks.size())
              + " contested items were rated by everybody of the panel whose answers count: nobody"
              + " is left to settle them");
    }
    run.count("contested", items.size());
    return tasks;
  }

  private void waitFor(StageRun run, String why) {
    run.waitForPeople(why);
    RoundOutcome.waiting(id.round(), why).write(context);
  }

  private void write(StageRun run, Inputs inputs, Guideline guideline, CheckedLabels checked) {
    run.write(
        RunDataset.LABELS,
        () -> context.data().frame(Labels.rows(checked.accepted()), RunDataset.LABELS));
    Judgement judgement = judgement(checked.accepted());
    judgement.caution().ifPresent(run::warn);
    List<Row> consensus = judgement.rows(context.policy());
    run.write(RunDataset.CONSENSUS, () -> context.data().frame(consensus, RunDataset.CONSENSUS));
    CarryOver carryOver =
        guideline.carryOver(
            context.settings().seed(), labelled, id.round() - 1, judgement.answered());
    new CarriedLabels(context.policy().id(), carryOver).write(context.data(), run);
    String decisions = context.settings().label().givenDecisions();
    if (decisions != null) {
      SortedMap<String, Integer> experts = labelled.decided(id.round() - 1);
      experts.putAll(judgement.answered());
      experts.values().removeIf(Objects::isNull);
      new PastDecisions(context.spark(), context.data(), context.policy().id(), decisions)
          .write(run, inputs.items(), experts, labelled.audit(inputs.audit()));
    }
    run.count("collapsed", checked.collapsed());
    run.note(
        String.format(
            "%d labels on %d items, %d rejected, %d said twice",
            checked.accepted().size(),
            consensus.size(),
            checked.rejects().size(),
            checked.collapsed()));
  }

  private Judgement judgement(List<ExpertLabel> labels) {
    return new Judgement(context.settings().label(), labels, labelled.labels(id.round() - 1));
  }

  /** What the stage reads. */
  private record Inputs(
      LabelFiles labelFiles,
      List<Manifest> items,
      List<Manifest> batch,
      List<Manifest> assignments,
      List<Manifest> audit) {}
}
