package org.penumbra.jobs.scan;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.llm.LlmScores;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.student.StudentScores;
import org.penumbra.jobs.tune.TunedModel;
import org.penumbra.score.PercentileTable;
import org.penumbra.student.StudentModel;

/**
 * Scores the pool by a tuned language model. An item that it gives no score gets the one at the
 * percentile where the student puts it: the pool stays whole, and the audit's chances with it.
 */
public final class TunedScan {

  private final RunContext context;
  private final TunedModel model;
  private final String name;

  /**
   * @param name of the model in datasets
   */
  public TunedScan(RunContext context, TunedModel model, String name) {
    this.context = context;
    this.model = model;
    this.name = name;
  }

  /** What an item's scorer is called where a student's percentile stands in. */
  public static String standIn(String name) {
    return name + " (student)";
  }

  /**
   * Writes the scores of all items.
   *
   * @param student that stands in
   */
  public void run(
      StageRun run, List<Manifest> items, List<Manifest> vectors, StudentModel student) {
    Dataset<Row> pool = context.data().read(RunDataset.ITEMS, items);
    long rows = items.stream().mapToLong(Manifest::rows).sum();
    LlmScores scorer = model.scorer(context);
    if (!scorer.prompt().equals(model.prompt())) {
      run.warn(
          "the policy's wording has changed since the model was tuned for it; it is asked as the"
              + " policy stands now");
    }
    Dataset<Row> asked = scorer.scored(run, pool.select("id", "text"), rows);
    run.describe("count what got no score");
    long without = asked.where(col("score").isNull()).count();
    scorer.requireScores(without, rows);
    Dataset<Row> scored =
        without == 0 ? asked.withColumn("scorer", lit(name)) : whole(asked, pool, vectors, student);
    Manifest written =
        run.write(
            RunDataset.SCORES,
            () ->
                scored
                    .where(col("score").isNotNull())
                    .withColumn("policy_id", lit(context.policy().id()))
                    .withColumn("disagreement", lit(null)));
    if (without > 0) {
      long neither = rows - written.rows();
      run.count("stand_ins", without - neither);
      run.count("unscored", neither);
      run.warn(
          String.format(
              "%,d items got no score from the tuned model; the student's percentile stands in"
                  + " where there is a vector, which %,d have not (the reasons stand in answers/)",
              without, neither));
    }
    run.note(
        String.format("%,d items scored by %s; ", written.rows(), name)
            + scorer.spent().sentence());
  }

  private Dataset<Row> whole(
      Dataset<Row> asked, Dataset<Row> pool, List<Manifest> vectors, StudentModel student) {
    Dataset<Row> byStudent =
        StudentScores.of(
                pool.join(asked.where(col("score").isNull()).select("id"), "id"),
                context.data().read(RunDataset.EMBEDDINGS, vectors),
                student)
            .select(col("id"), inTunedScores(student).as("stand_in"));
    return asked
        .join(byStudent, asked.col("id").equalTo(byStudent.col("id")), "left")
        .select(
            asked.col("id"),
            when(col("score").isNull(), standIn(name)).otherwise(name).as("scorer"),
            when(col("score").isNull(), col("stand_in")).otherwise(col("score")).as("score"),
            col("doubt"));
  }

  /** A student's score, by its percentile, among the tuned model's. */
  private Column inTunedScores(StudentModel student) {
    PercentileTable from = student.percentiles();
    PercentileTable to = model.scores().percentiles();
    return udf((Double score) -> to.quantile(from.of(score)), DataTypes.DoubleType)
        .apply(col("score"));
  }
}
