package org.penumbra.jobs.scan;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.penumbra.jobs.llm.LlmScores;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.score.ScoreHistogram;

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
          truncated BOOLEAN, occurrences BIGINT, pool_probability DOUBLE, dropped_by STRING,
          score DOUBLE, doubt DOUBLE, reason STRING, disagreement DOUBLE,
          voices ARRAY<STRUCT<voice: STRING, score: DOUBLE, doubt: DOUBLE, reason: STRING>>""");

  private final RunContext context;
  private final String suffix;
  private final LlmScores model;

  /**
   * @param suffix of what is staged
   */
  Rescoring(RunContext context, String suffix) {
    this.context = context;
    this.suffix = suffix;
    LlmScores scores = LlmScores.of(context);
    this.model = suffix.isEmpty() ? scores : scores.before("again" + suffix);
  }

  /**
   * What came out.
   *
   * @param pool the rows by outcome: kept, dropped or unscored
   * @param answered what settled, each row with its answer
   * @param scores the new scores of the whole corpus, estimated where only the pool has any
   * @param said what people should know of how they were come by
   */
  record Result(Manifest pool, Dataset<Row> answered, ScoreHistogram scores, String said) {}

  /**
   * Does it; nothing where the stage has to wait for answers.
   *
   * @param scoring by which the rows came in
   * @param first the bounds by which they settled
   */
  Optional<Result> run(StageRun run, Manifest settled, Scoring scoring, PoolBounds first) {
    if (scoring.scores() && first.sampleBelow() == 0) {
      run.warn(
          "the pool is too small for a probability sample of the corpus, so that nothing is known"
              + " of the model's scores outside it; raise pool.max-items or pool.sample-share");
    }
    Dataset<Row> kept =
        context
            .data()
            .read(Settlement.SCHEMA, List.of(settled), Staged.part(Settlement.KEPT))
            .drop("vector", "windows", "score", "doubt", "reason");
    model.warnOfOtherAnswers(run);
    return model
        .ask(run, kept, settled.rows(Staged.part(Settlement.KEPT)))
        .map(asked -> rescored(run, kept, asked, settled, scoring, first));
  }

  private Result rescored(
      StageRun run,
      Dataset<Row> kept,
      LlmScores.Answers asked,
      Manifest settled,
      Scoring scoring,
      PoolBounds first) {
    Dataset<Row> answered = model.beside(kept, asked);
    run.describe("scores of the corpus");
    ScoreHistogram scores = RaisedScores.of(answered);
    run.describe("rescore");
    long items = settled.rows(Staged.part(Settlement.KEPT));
    PoolBounds bounds =
        Funnel.of(context.settings()).second(first, items, scores.total(), asked(answered));
    Manifest pool =
        run.stage(NAME + suffix, 1, () -> outcome(answered, scoring, bounds), Staged.OUTCOME);
    model.requireScores(pool.rows(Staged.part(Settlement.UNSCORED)), pool.rows());
    return new Result(pool, answered, scores, said(asked));
  }

  /** Scores of the asked, for only they can enter: each once, whatever it stands for. */
  private static ScoreHistogram asked(Dataset<Row> answered) {
    return RaisedScores.of(
        answered.withColumn("pool_probability", lit(1.0)).withColumn("occurrences", lit(1L)));
  }

  private String said(LlmScores.Answers asked) {
    return "; " + model.spent().sentence() + (asked.said().isEmpty() ? "" : "; " + asked.said());
  }

  private Dataset<Row> outcome(Dataset<Row> answered, Scoring scoring, PoolBounds bounds) {
    Admission admission = Admission.second(bounds, context.settings().seed(), scoring.sample());
    return answered
        .withColumn(
            "outcome",
            when(col("score").isNull(), Settlement.UNSCORED)
                .when(admission.admitted(), Settlement.KEPT)
                .otherwise(Settlement.DROPPED))
        .withColumn("pool_probability", admission.probability(col("pool_probability")));
  }
}
