package org.penumbra.jobs.scan;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.penumbra.jobs.data.Rows;
import org.penumbra.jobs.llm.LlmScores;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.score.ScoreHistogram;
import org.penumbra.settings.PoolSettings;
import org.penumbra.settings.ScorerSettings;

/**
 * Asks a large language model about the texts that settled, once each. In the cascade these are the
 * pool; else they are the corpus, and the pool is chosen by the new scores. A text without a score
 * leaves the pool with the reason.
 */
final class Rescoring {

  static final String NAME = "rescored";

  /** Columns of a rescored row; the outcome is a folder. */
  static final StructType SCHEMA =
      StructType.fromDDL(
          """
          id STRING, text STRING, source STRING, position BIGINT, `group` STRING, language STRING,
          truncated BOOLEAN, occurrences BIGINT, pool_probability DOUBLE, score DOUBLE,
          doubt DOUBLE, reason STRING, disagreement DOUBLE,
          voices ARRAY<STRUCT<voice: STRING, score: DOUBLE, doubt: DOUBLE, reason: STRING>>""");

  private static final StructType HISTOGRAM =
      StructType.fromDDL("pool_probability DOUBLE, bins ARRAY<INT>, counts ARRAY<BIGINT>");

  private final RunContext context;
  private final LlmScores model;

  Rescoring(RunContext context) {
    this.context = context;
    this.model = LlmScores.of(context);
  }

  /**
   * What came out.
   *
   * @param pool the rows by outcome: kept, dropped or unscored
   * @param scores the new scores of the whole corpus, estimated where only the pool has any
   * @param said what people should know of how they were come by
   */
  record Result(Manifest pool, ScoreHistogram scores, String said) {}

  /** Does it; nothing where the stage has to wait for answers. */
  Optional<Result> run(StageRun run, Manifest settled) {
    Dataset<Row> kept =
        context
            .data()
            .read(Settlement.SCHEMA, List.of(settled), Staged.part(Settlement.KEPT))
            .drop("vector", "windows", "score", "doubt", "reason");
    model.warnOfOtherAnswers(run);
    return model
        .ask(run, kept, settled.rows(Staged.part(Settlement.KEPT)))
        .map(asked -> rescored(run, kept, asked));
  }

  private Result rescored(StageRun run, Dataset<Row> kept, LlmScores.Answers asked) {
    Dataset<Row> answered = model.beside(kept, asked);
    run.describe("scores of the corpus");
    ScoreHistogram scores = histogram(answered);
    run.describe("rescore");
    Manifest pool = run.stage(NAME, 1, () -> outcome(answered, bounds(scores)), Staged.OUTCOME);
    model.requireScores(pool.rows(Staged.part(Settlement.UNSCORED)), pool.rows());
    return new Result(pool, scores, said(asked));
  }

  private String said(LlmScores.Answers asked) {
    return "; " + model.spent().sentence() + (asked.said().isEmpty() ? "" : "; " + asked.said());
  }

  private PoolBounds bounds(ScoreHistogram scores) {
    PoolSettings pool = context.settings().pool();
    return context.settings().scorer().mode() == ScorerSettings.Mode.CASCADE
        ? PoolBounds.OPEN
        : PoolBounds.after(scores.total(), scores, pool.maxItems(), pool.sampleShare());
  }

  private Dataset<Row> outcome(Dataset<Row> answered, PoolBounds bounds) {
    Admission admission = new Admission(bounds, context.settings().seed());
    return answered
        .withColumn(
            "outcome",
            when(col("score").isNull(), Settlement.UNSCORED)
                .when(admission.admitted(), Settlement.KEPT)
                .otherwise(Settlement.DROPPED))
        .withColumn("pool_probability", col("pool_probability").multiply(admission.probability()));
  }

  /** A row of the pool stands for as many of the corpus as one in its chance to be in it. */
  private ScoreHistogram histogram(Dataset<Row> answered) {
    MapPartitionsFunction<Row, Row> count = Rescoring::histograms;
    Map<Double, ScoreHistogram> byChance = new TreeMap<>();
    for (Row part :
        answered
            .where(col("score").isNotNull())
            .select(col("pool_probability"), col("score"), col("occurrences"))
            .mapPartitions(count, Encoders.row(HISTOGRAM))
            .collectAsList()) {
      byChance
          .computeIfAbsent(part.getDouble(0), chance -> new ScoreHistogram())
          .merge(ScoreHistogram.of(Rows.ints(part, 1), Rows.longs(part, 2)));
    }
    ScoreHistogram all = new ScoreHistogram();
    byChance.forEach((chance, drawn) -> all.merge(drawn.raised(chance)));
    return all;
  }

  private static Iterator<Row> histograms(Iterator<Row> rows) {
    Map<Double, ScoreHistogram> byChance = new TreeMap<>();
    rows.forEachRemaining(
        row ->
            byChance
                .computeIfAbsent(row.getDouble(0), chance -> new ScoreHistogram())
                .add(row.getDouble(1), row.getLong(2)));
    return byChance.entrySet().stream()
        .map(
            part ->
                RowFactory.create(part.getKey(), part.getValue().bins(), part.getValue().counts()))
        .iterator();
  }
}
