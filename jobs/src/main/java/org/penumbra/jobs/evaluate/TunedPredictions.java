package org.penumbra.jobs.evaluate;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.tune.TunedModel;
import org.penumbra.score.Threshold;
import org.penumbra.student.StudentModel;

/**
 * What tuned language models say of evaluation items, none of which they were tuned with. That of
 * an earlier round has scored the whole pool since, so that its server may be gone.
 */
public final class TunedPredictions {

  private final RunContext context;
  private final List<Manifest> items;
  private final Collection<String> wanted;

  /**
   * @param items of the pool
   * @param wanted ids of those that matter
   */
  public TunedPredictions(RunContext context, List<Manifest> items, Collection<String> wanted) {
    this.context = context;
    this.items = items;
    this.wanted = wanted;
  }

  /** Of this round's model, which was asked about them when it was tuned. */
  public Predicted ofToday(StageRun run, TunedModel model) {
    Dataset<Row> texts = wanted(context.data().read(RunDataset.ITEMS, items)).select("id", "text");
    return predicted(model, model.scorer(context).scored(run, texts, wanted.size()));
  }

  /**
   * Of an earlier round's model.
   *
   * @param name of the model in datasets
   * @param scores that it gave the pool
   */
  public Predicted ofEarlier(String name, TunedModel model, List<Manifest> scores) {
    Dataset<Row> own =
        context.data().read(RunDataset.SCORES, scores).where(col("scorer").equalTo(name));
    return predicted(model, wanted(own));
  }

  /**
   * The same with the twin's word where the model gave none, as the scan has the student's: else a
   * model that refuses what is hard would be measured on the rest.
   */
  public static Predicted whole(
      Predicted own, TunedModel model, StudentModel twin, Predicted byTwin) {
    byTwin
        .scores()
        .forEach(
            (item, score) -> {
              if (!own.answers().containsKey(item)) {
                double percentile = twin.percentiles().of(score);
                own.put(item, twin.label(score), model.scores().percentiles().quantile(percentile));
              }
            });
    return own;
  }

  private Dataset<Row> wanted(Dataset<Row> rows) {
    Dataset<Row> ids =
        context.spark().createDataset(new ArrayList<>(wanted), Encoders.STRING()).toDF("id");
    return rows.join(broadcast(ids), "id");
  }

  private static Predicted predicted(TunedModel model, Dataset<Row> scored) {
    Threshold threshold = model.scores().threshold();
    Predicted predicted = Predicted.nothing();
    scored
        .where(col("score").isNotNull())
        .select("id", "score")
        .collectAsList()
        .forEach(
            row ->
                predicted.put(
                    row.getString(0), threshold.label(row.getDouble(1)), row.getDouble(1)));
    return predicted;
  }
}
