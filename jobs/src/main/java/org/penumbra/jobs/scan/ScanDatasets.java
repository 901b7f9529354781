package org.penumbra.jobs.scan;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.sum;

import java.util.List;
import java.util.regex.Matcher;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.penumbra.Interval;
import org.penumbra.jobs.data.Embeddings;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.llm.LlmScores;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.ForgetLog;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.score.ScoreHistogram;
import org.penumbra.settings.RedactSettings;
import org.penumbra.triage.RecallCertificate;

/** Writes the datasets of a scan: projections of what was staged and what became of it. */
final class ScanDatasets {

  private static final StructType TALLIES =
      StructType.fromDDL("source STRING, shard INT, staged BIGINT, triaged BIGINT, rejected BIGINT")
          .merge(ReadWaves.TALLY, true);
  private static final StructType REJECTS =
      StructType.fromDDL(
          "source STRING, position BIGINT, reason STRING, sample STRING, rows BIGINT");

  private final RunContext context;
  private final StageRun run;
  private final String scorer;
  private final String modelHash;

  /**
   * @param scorer what the scores are called
   * @param modelHash the encoder's, under which vectors are kept
   */
  ScanDatasets(RunContext context, StageRun run, String scorer, String modelHash) {
    this.context = context;
    this.run = run;
    this.scorer = scorer;
    this.modelHash = modelHash;
  }

  /**
   * Writes them.
   *
   * @param staged what the waves left
   * @param settled what became of each staged row
   * @param pool the same where nothing was rescored, else what became of those that settled
   * @param apart scores that no shard has tallied, or null
   * @return rows that the rejects stand for
   */
  long write(List<Manifest> staged, Manifest settled, Manifest pool, ScoreHistogram apart) {
    Dataset<Row> kept = read(Rescoring.SCHEMA, List.of(pool), Settlement.KEPT);
    run.write(RunDataset.ITEMS, () -> kept);
    run.write(
        RunDataset.SCORES,
        () ->
            kept.select(
                col("id"),
                lit(context.policy().id()).as("policy_id"),
                lit(scorer).as("scorer"),
                col("score"),
                col("doubt"),
                col("disagreement")));
    if (asksVoices()) {
      run.write(RunDataset.VOICES, () -> voices(kept));
    }
    run.describe("keep vectors");
    run.write(
        RunDataset.EMBEDDINGS,
        Embeddings.place(modelHash),
        1,
        () -> {
          Dataset<Row> encoded =
              read(Settlement.SCHEMA, List.of(settled), Settlement.KEPT)
                  .where(col("vector").isNotNull());
          return pool.equals(settled)
              ? encoded
              : encoded.join(kept.select("id"), "id", "left_semi");
        });
    run.write(RunDataset.TALLIES, () -> tallies(staged, apart));
    return rejectedRows(run.write(RunDataset.REJECTS, () -> rejects(staged, settled, pool)));
  }

  /** Writes what is certain of the recall of a cascade's tiers. */
  void write(TierAudit.Recall recall, String teacher) {
    List<Row> rows =
        List.of(
            row(Settlement.TRIAGE, teacher, recall.words()),
            row("cascade", teacher, recall.both()));
    run.write(RunDataset.TIERS, () -> context.data().frame(rows, RunDataset.TIERS));
  }

  private Row row(String tier, String teacher, RecallCertificate certificate) {
    Interval recall = certificate.recall();
    return RowFactory.create(
        context.policy().id(),
        tier,
        teacher,
        recall.estimate(),
        recall.low(),
        recall.high(),
        certificate.level(),
        certificate.prevalence(),
        certificate.elusion(),
        certificate.auditedKept(),
        certificate.auditedDropped(),
        certificate.certified(),
        certificate.sentence());
  }

  private boolean asksVoices() {
    return scorer.equals(LlmScores.NAME) && !context.settings().llm().voices().isEmpty();
  }

  /** What each voice said of each item. */
  private Dataset<Row> voices(Dataset<Row> kept) {
    return kept.select(
            col("id"), lit(context.policy().id()).as("policy_id"), explode(col("voices")).as("one"))
        .select("id", "policy_id", "one.voice", "one.score", "one.doubt", "one.reason");
  }

  /** Read back from what was written: one entry may stand for many rows. */
  private long rejectedRows(Manifest rejects) {
    run.describe("balance");
    Row total =
        context
            .data()
            .read(RunDataset.REJECTS, List.of(rejects))
            .agg(coalesce(sum("rows"), lit(0L)))
            .collectAsList()
            .get(0);
    return total.getLong(0);
  }

  /**
   * Scores that came later have no shard: their histogram is a tally of its own, and the only one.
   */
  private Dataset<Row> tallies(List<Manifest> staged, ScoreHistogram apart) {
    Dataset<Row> tallies = read(TALLIES, staged, Staged.TALLY);
    if (apart == null) {
      return tallies;
    }
    Row row =
        RowFactory.create(
            "scorer." + scorer, null, 0L, 0L, 0L, 0L, 0L, 0L, apart.bins(), apart.counts());
    return tallies
        .withColumn("bins", array().cast("array<int>"))
        .withColumn("counts", array().cast("array<bigint>"))
        .unionByName(context.spark().createDataFrame(List.of(row), TALLIES));
  }

  private Dataset<Row> rejects(List<Manifest> staged, Manifest settled, Manifest pool) {
    return read(REJECTS, staged, Staged.REJECT)
        .unionByName(unsettled(settled, Settlement.CONFLICT, lit("same id, other text")))
        .unionByName(unsettled(pool, Settlement.UNSCORED, col("reason")))
        .withColumn("sample", sample());
  }

  /**
   * Redacted by pattern. A command reads texts on the submitting machine alone, so that with one no
   * sample is kept; nor is any in a run that forgot an item: it may be of it, and does not say so.
   */
  private Column sample() {
    RedactSettings redact = context.settings().redact();
    if (redact.command() != null || !ForgetLog.of(context.store()).isEmpty()) {
      return lit(null).cast("string");
    }
    Column sample = col("sample");
    for (String pattern : redact.patterns()) {
      sample = regexp_replace(sample, pattern, Matcher.quoteReplacement(redact.replacement()));
    }
    return sample.substr(1, RunDataset.SAMPLE_CHARACTERS);
  }

  private Dataset<Row> unsettled(Manifest settled, String outcome, Column reason) {
    return read(Rescoring.SCHEMA, List.of(settled), outcome)
        .select(
            col("source"),
            col("position"),
            reason.as("reason"),
            col("text").as("sample"),
            lit(1L).as("rows"));
  }

  private Dataset<Row> read(StructType schema, List<Manifest> manifests, String outcome) {
    return context.data().read(schema, manifests, Staged.part(outcome));
  }
}
