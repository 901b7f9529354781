package org.penumbra.jobs.select;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.label.Assignments;
import org.penumbra.jobs.label.Calibrations;
import org.penumbra.jobs.label.Exports;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.label.ExpertLabel;
import org.penumbra.label.assign.AskedItem;
import org.penumbra.label.assign.Assignment;
import org.penumbra.label.assign.CalibrationSet;
import org.penumbra.label.assign.Panel;
import org.penumbra.select.Arm;
import org.penumbra.select.AuditRound;
import org.penumbra.select.AuditStratum;
import org.penumbra.select.Batch;
import org.penumbra.select.BatchItem;

/** Writes a composed batch: its items, the audit so far, who is asked what, files for people. */
public final class BatchWriter {

  private final RunContext context;
  private final StageRun run;
  private final int round;
  private final Panel panel;

  public BatchWriter(RunContext context, StageRun run, int round, Panel panel) {
    this.context = context;
    this.run = run;
    this.round = round;
    this.panel = panel;
  }

  /**
   * Writes all of it.
   *
   * @param strata the audit's frame
   * @param pool items with their texts
   * @param earlier labels of earlier rounds, by which raters are known
   */
  public void write(
      Batch batch,
      Collection<AuditStratum> strata,
      List<Manifest> pool,
      Collection<ExpertLabel> earlier) {
    audit(batch, strata);
    run.describe("texts of the batch");
    Manifest written = items(batch, texts(pool, batch));
    Manifest assigned = assign(batch, earlier);
    // Contested items of a batch that this one takes the place of are settled no more.
    context.store().delete(Exports.folder(round) + "/" + Exports.ADJUDICATION);
    new Exports(context, round).write(List.of(written), List.of(assigned), item -> true);
    Map<Arm, Long> arms = new TreeMap<>();
    batch.items().forEach(item -> arms.merge(item.arm(), 1L, Long::sum));
    arms.forEach((arm, count) -> run.count(arm.label(), count));
  }

  private void audit(Batch batch, Collection<AuditStratum> strata) {
    Map<Integer, Double> sizes = new TreeMap<>();
    strata.forEach(stratum -> sizes.put(stratum.stratum(), stratum.size()));
    List<Row> rows = new ArrayList<>();
    for (AuditRound.Item item : batch.audit().items()) {
      rows.add(
          RowFactory.create(
              item.id(),
              item.stratum(),
              sizes.get(item.stratum()),
              item.inclusionProbability(),
              item.origin().name().toLowerCase(Locale.ROOT)));
    }
    run.write(RunDataset.AUDIT, () -> context.data().frame(rows, RunDataset.AUDIT));
  }

  private Manifest items(Batch batch, SortedMap<String, String> texts) {
    List<Row> rows = new ArrayList<>();
    for (BatchItem item : batch.items()) {
      rows.add(
          RowFactory.create(
              context.policy().id(),
              context.policy().guidelineVersion(),
              item.itemId(),
              item.pairId(),
              texts.get(item.itemId()),
              item.rank(),
              item.arm().label(),
              item.stratum(),
              item.inclusionProbability(),
              item.why()));
    }
    return run.write(RunDataset.BATCH, () -> context.data().frame(rows, RunDataset.BATCH));
  }

  /** Audit items are always doubled: the natural kappa rests on them. */
  private Manifest assign(Batch batch, Collection<ExpertLabel> earlier) {
    List<AskedItem> asked = new ArrayList<>();
    for (BatchItem item : batch.items()) {
      boolean audit = item.arm() == Arm.AUDIT;
      asked.add(
          new AskedItem(
              item.itemId(), audit ? AskedItem.Doubling.ALWAYS : AskedItem.Doubling.IF_DRAWN));
    }
    CalibrationSet calibration = Calibrations.of(context.spark(), context.settings().label());
    Calibrations.requireApart(
        context.settings().label(),
        calibration,
        asked.stream().map(AskedItem::itemId).collect(Collectors.toSet()));
    Assignments assignments = new Assignments(context, round, panel);
    List<Assignment> dealt = assignments.deal(asked, calibration, earlier);
    run.count("tasks", dealt.size());
    return run.write(
        RunDataset.ASSIGNMENTS,
        () -> context.data().frame(assignments.rows(dealt), RunDataset.ASSIGNMENTS));
  }

  private SortedMap<String, String> texts(List<Manifest> pool, Batch batch) {
    Object[] ids = batch.items().stream().map(BatchItem::itemId).toArray();
    SortedMap<String, String> texts = new TreeMap<>();
    context
        .data()
        .read(RunDataset.ITEMS, pool)
        .where(col("id").isin(ids))
        .select("id", "text")
        .collectAsList()
        .forEach(row -> texts.put(row.getString(0), row.getString(1)));
    return texts;
  }
}
