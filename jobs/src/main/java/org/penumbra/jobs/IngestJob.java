package org.penumbra.jobs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.jobs.data.History;
import org.penumbra.jobs.data.Labels;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.ingest.LabelFiles;
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
import org.penumbra.label.Consensus;
import org.penumbra.label.ConsensusLabel;
import org.penumbra.label.ExpertLabel;
import org.penumbra.label.LabelBatch;
import org.penumbra.label.LabelCheck;
import org.penumbra.label.LabelReject;
import org.penumbra.label.MissingAnswers;
import org.penumbra.label.ParsedLabel;
import org.penumbra.label.RawLabel;
import org.penumbra.settings.LabelSettings;

/**
 * Takes the experts' labels in. Until enough answers of the batch are there it waits: it writes
 * nothing, says who is missing, and can be called again.
 */
public final class IngestJob {

  private static final String FORGOTTEN = "forgotten";

  private final RunContext context;
  private final StageId id;

  public IngestJob(RunContext context, int round) {
    this.context = context;
    this.id = new StageId(round, StageName.INGEST);
  }

  /** Where the labels of a round are looked for. */
  static String inbox(RunContext context, int round) {
    String uri = context.settings().label().uri();
    return (uri == null ? context.uri() + "/inbox" : uri) + "/" + StageId.roundFolder(round);
  }

  /** Writes labels, consensus and label_rejects, or waits. */
  public StageResult run() {
    Dependencies dependencies = new Dependencies(context, id).settings("label").policy();
    List<Manifest> batch =
        dependencies.read(new StageId(id.round(), StageName.SELECT), RunDataset.BATCH);
    return new Stages(context).run(dependencies, run -> ingest(run, batch));
  }

  private void ingest(StageRun run, List<Manifest> batch) {
    List<String> asked =
        context
            .data()
            .read(RunDataset.BATCH, batch)
            .select("item_id")
            .as(Encoders.STRING())
            .collectAsList();
    List<ExpertLabel> earlier = new History(context.store(), context.data()).labels(id.round() - 1);
    List<LabelReject> rejects = new ArrayList<>();
    List<RawLabel> rows = new ArrayList<>();
    String inbox = inbox(context, id.round());
    Forgotten forgotten = ForgetLog.of(context.store());
    for (ParsedLabel parsed : new LabelFiles(context.spark(), inbox).read()) {
      if (parsed instanceof LabelReject reject) {
        rejects.add(reject);
      } else if (parsed instanceof RawLabel row && forgotten.containsGuarded(row.itemId())) {
        rejects.add(new LabelReject(row.file(), row.line(), FORGOTTEN, ""));
      } else {
        rows.add((RawLabel) parsed);
      }
    }
    CheckedLabels checked =
        new LabelCheck(
                new LabelBatch(
                    context.policy().id(),
                    context.policy().guidelineVersion(),
                    id.round(),
                    new TreeSet<>(asked),
                    Instant.now()),
                earlier)
            .check(rows);
    rejects.addAll(checked.rejects());
    if (enough(run, asked, checked.accepted(), inbox)) {
      write(run, checked, forgotten.isEmpty() ? rejects : withoutSamples(run, rejects));
    }
  }

  /** A run that forgot an item keeps no samples: one may be of it, and does not say so. */
  private static List<LabelReject> withoutSamples(StageRun run, List<LabelReject> rejects) {
    long late = rejects.stream().filter(reject -> reject.reason().equals(FORGOTTEN)).count();
    if (late > 0) {
      run.warn(
          late
              + " rows of label files are of items that were forgotten; they were not taken, and"
              + " ./submit.sh forget removes them from the files");
    }
    return rejects.stream()
        .map(reject -> new LabelReject(reject.file(), reject.line(), reject.reason(), ""))
        .toList();
  }

  private boolean enough(
      StageRun run, List<String> asked, List<ExpertLabel> accepted, String inbox) {
    LabelSettings settings = context.settings().label();
    Map<String, Integer> wanted = new TreeMap<>();
    asked.forEach(item -> wanted.put(item, settings.raters()));
    int missing =
        MissingAnswers.of(wanted, accepted, List.of()).stream()
            .mapToInt(MissingAnswers::answers)
            .sum();
    int all = asked.size() * settings.raters();
    run.count("answers_missing", missing);
    if (all - missing < settings.completeShare() * all) {
      String why =
          String.format(
              "waiting for labels: %d of %d answers are missing; put label files into %s",
              missing, all, inbox);
      run.waitForPeople(why);
      RoundOutcome.waiting(id.round(), why).write(context);
      return false;
    }
    return true;
  }

  private void write(StageRun run, CheckedLabels checked, List<LabelReject> rejects) {
    Manifest written =
        run.write(
            RunDataset.LABELS,
            () -> context.data().frame(Labels.rows(checked.accepted()), RunDataset.LABELS));
    // Read back: an attempt that died may have written them before another file came in.
    List<ExpertLabel> labels =
        Labels.read(context.data().read(RunDataset.LABELS, List.of(written)), id.round());
    List<Row> consensus = new ArrayList<>();
    for (ConsensusLabel label : Consensus.of(labels)) {
      consensus.add(
          RowFactory.create(
              context.policy().id(),
              label.itemId(),
              label.label(),
              label.positives(),
              label.negatives(),
              label.unsure(),
              label.invalid()));
    }
    run.write(RunDataset.CONSENSUS, () -> context.data().frame(consensus, RunDataset.CONSENSUS));
    List<Row> rejected = new ArrayList<>();
    rejects.forEach(
        reject ->
            rejected.add(
                RowFactory.create(reject.file(), reject.line(), reject.reason(), reject.sample())));
    run.write(
        RunDataset.LABEL_REJECTS, () -> context.data().frame(rejected, RunDataset.LABEL_REJECTS));
    run.count("collapsed", checked.collapsed());
    run.note(
        String.format(
            "%d labels on %d items, %d rejected, %d said twice",
            labels.size(), consensus.size(), rejects.size(), checked.collapsed()));
  }
}
