package org.penumbra.jobs.scan;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.penumbra.jobs.data.Embeddings;
import org.penumbra.jobs.data.Rows;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.llm.SpendingFile;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.ForgetLog;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.llm.Service;
import org.penumbra.score.ScoreHistogram;
import org.penumbra.settings.PoolSettings;
import org.penumbra.settings.RedactSettings;

/**
 * Reads the corpus once, in waves of shards, and freezes the working pool.
 *
 * <p>Each wave is one write of one frame. What a wave saw tightens the {@link PoolBounds} of the
 * next, so that what is staged stays near the pool's size however large the corpus is. When all
 * waves are in, one more write settles every staged row's outcome; the datasets are projections of
 * it.
 */
public final class CorpusScan {

  private static final StructType TALLY =
      StructType.fromDDL(
          """
          rows_in BIGINT, dropped BIGINT, bins ARRAY<INT>, counts ARRAY<BIGINT>""");
  private static final StructType TALLIES =
      StructType.fromDDL("source STRING, shard INT, staged BIGINT, rejected BIGINT")
          .merge(TALLY, true);
  private static final StructType REJECTS =
      StructType.fromDDL(
          "source STRING, position BIGINT, reason STRING, sample STRING, rows BIGINT");

  private final RunContext context;
  private final Source source;
  private final Scoring scoring;
  private final String scorer;
  private final String modelHash;

  /**
   * @param source where the rows come from
   * @param scoring how they are scored
   * @param scorer what the scores are called
   * @param modelHash the encoder's, under which vectors are kept
   */
  public CorpusScan(
      RunContext context, Source source, Scoring scoring, String scorer, String modelHash) {
    this.context = context;
    this.source = source;
    this.scoring = scoring;
    this.scorer = scorer;
    this.modelHash = modelHash;
  }

  /**
   * Does the stage's work.
   *
   * @param given scores that take the place of our own, or null
   * @param asksModel whether a large language model scores what settles
   */
  public void run(StageRun run, GivenScores given, boolean asksModel) {
    RowBalance balance = new RowBalance();
    ScoreHistogram scores = given == null ? new ScoreHistogram() : given.histogram();
    List<Manifest> staged = new ArrayList<>();
    PoolBounds bounds = PoolBounds.OPEN;
    for (int wave = 1; wave <= source.waves(); wave++) {
      Manifest written = readWave(run, wave, scoring.scores() ? bounds : PoolBounds.OPEN);
      staged.add(written);
      tally(run, written, balance, scores);
      // Scores that come once all is read bound nothing yet.
      bounds = asksModel && !scoring.scores() ? PoolBounds.OPEN : bounds(balance, scores);
      run.waves(wave, source.waves() + 1);
    }
    if (bounds.scoreFrom() == Double.POSITIVE_INFINITY) {
      run.warn(
          "more rows share the highest score than the pool's band may hold, so that the pool is its"
              + " random sample alone; are they copies of one text? Remove them, or raise"
              + " pool.max-items");
    }
    Manifest settled = settle(run, staged, given, bounds);
    Manifest rejects;
    if (asksModel) {
      if (scoring.scores() && bounds.sampleBelow() == 0) {
        run.warn(
            "the pool is too small for a probability sample of the corpus, so that nothing is known"
                + " of the model's scores outside it; raise pool.max-items or pool.sample-share");
      }
      Optional<Rescoring.Result> answered = new Rescoring(context).run(run, settled);
      if (answered.isEmpty()) {
        return;
      }
      Rescoring.Result rescored = answered.get();
      rejects = writeDatasets(run, staged, settled, rescored.pool(), rescored.scores());
      balance.written(settled, rescored.pool(), rejectedRows(run, rejects));
    } else {
      rejects = writeDatasets(run, staged, settled, settled, given == null ? null : scores);
      balance.written(settled, settled, rejectedRows(run, rejects));
    }
    balance.check();
    balance.counts().forEach(run::count);
    run.note(
        asksModel
            ? balance.sentence()
                + "; "
                + new SpendingFile(context.store(), Service.CHAT).read().sentence()
            : balance.sentence());
  }

  private Manifest readWave(StageRun run, int wave, PoolBounds bounds) {
    run.describe("read wave " + wave + " of " + source.waves());
    return run.stage(Staged.NAME, wave, () -> source.frame(wave, scoring, bounds), Staged.OUTCOME);
  }

  private void tally(StageRun run, Manifest wave, RowBalance balance, ScoreHistogram scores) {
    run.describe("tally wave " + wave.wave());
    for (Row tally : read(TALLY, List.of(wave), Staged.TALLY).collectAsList()) {
      balance.read(tally.getLong(0), tally.getLong(1));
      scores.merge(ScoreHistogram.of(Rows.ints(tally, 2), Rows.longs(tally, 3)));
    }
  }

  private PoolBounds bounds(RowBalance balance, ScoreHistogram scores) {
    PoolSettings pool = context.settings().pool();
    return PoolBounds.after(balance.rowsIn(), scores, pool.maxItems(), pool.sampleShare());
  }

  private Manifest settle(
      StageRun run, List<Manifest> staged, GivenScores given, PoolBounds bounds) {
    run.describe("settle");
    return run.stage(
        Settlement.NAME,
        1,
        () -> {
          Dataset<Row> items = read(Staged.ITEM_SCHEMA, staged, Staged.ITEM);
          if (given != null) {
            items = items.drop("score").join(given.frame(), "id", "left");
          } else if (!scoring.scores()) {
            // All alike until the model is asked.
            items = items.withColumn("score", lit(0.0));
          }
          return Settlement.settle(items, bounds, context.settings().seed());
        },
        Staged.OUTCOME);
  }

  /**
   * Writes them.
   *
   * @param settled what became of each staged row
   * @param pool the same where nothing was rescored, else what became of those that settled
   * @param apart scores that no shard has tallied, or null
   */
  private Manifest writeDatasets(
      StageRun run, List<Manifest> staged, Manifest settled, Manifest pool, ScoreHistogram apart) {
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
                col("doubt")));
    run.describe("keep vectors");
    run.write(
        RunDataset.EMBEDDINGS,
        Embeddings.place(modelHash),
        1,
        () ->
            read(Settlement.SCHEMA, List.of(settled), Settlement.KEPT)
                .where(col("vector").isNotNull()));
    run.write(RunDataset.TALLIES, () -> tallies(staged, apart));
    return run.write(RunDataset.REJECTS, () -> rejects(staged, settled, pool));
  }

  /** Read back from what was written: one entry may stand for many rows. */
  private long rejectedRows(StageRun run, Manifest rejects) {
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
        RowFactory.create("scorer." + scorer, null, 0L, 0L, 0L, 0L, apart.bins(), apart.counts());
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
