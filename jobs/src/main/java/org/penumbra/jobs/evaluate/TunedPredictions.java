package org.penumbra.jobs.evaluate;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;
import org.penumbra.jobs.tune.TunedModel;
import org.penumbra.score.Threshold;
import org.penumbra.student.StudentModel;

/**
 * What tuned language models say of evaluation items, none of which they were tuned with. That of
 * an earlier round has scored the whole pool since, so that its server may be gone.
 */
public final class TunedPredictions {

  private final RunContext context;
  private final StageRun run;
  private final List<Manifest> items;
  private final Collection<String> wanted;
  private final int today;

  /**
   * @param items of the pool
   * @param wanted ids of those that matter
   * @param today the round that is evaluated
   */
  public TunedPredictions(
      RunContext context,
      StageRun run,
      List<Manifest> items,
      Collection<String> wanted,
      int today) {
    this.context = context;
    this.run = run;
    this.items = items;
    this.wanted = wanted;
    this.today = today;
  }

  /**
   * Of a round's model; nothing of one that was tuned anew since it scored the pool.
   *
   * @param name of the model in datasets
   */
  public Optional<Predicted> of(int round, String name, TunedModel model) {
    if (round == today) {
      return Optional.of(ofToday(model));
    }
    StageState scan = new StageState(context.store(), new StageId(round + 1, StageName.SCAN));
    boolean same =
        scan.key().filter(key -> model.hash().equals(key.parts().get("model " + name))).isPresent();
    if (!same) {
      run.warn(name + " was tuned anew since it scored the pool, and is not measured");
      return Optional.empty();
    }
    Dataset<Row> own =
        context
            .data()
            .read(RunDataset.SCORES, scan.manifests(RunDataset.SCORES.folder()))
            .where(col("scorer").equalTo(name));
    return Optional.of(predicted(model, wanted(own)));
  }

  /** It was asked about them when it was tuned. */
  private Predicted ofToday(TunedModel model) {
    Dataset<Row> texts = wanted(context.data().read(RunDataset.ITEMS, items)).select("id", "text");
    return predicted(model, model.scorer(context).scored(run, texts, wanted.size()));
  }

  /**
   * The same with the twin's word where the model gave none, as the scan has the student's: else a
   * model that refuses what is hard would be measured on the rest.
   *
   * @param twin of the round's student, if there is one
   * @param byTwin what it says, or null
   */
  public Predicted whole(
      Predicted own, String name, TunedModel model, Optional<StudentModel> twin, Predicted byTwin) {
    int without = wanted.size() - own.answers().size();
    if (without > 0) {
      run.warn(
          without
              + " evaluation items got no score from "
              + name
              + (twin.isPresent()
                  ? "; the held-out student's word stands in"
                  : ", and are not measured"));
    }
    twin.ifPresent(
        student ->
            byTwin
                .scores()
                .forEach(
                    (item, score) -> {
                      if (!own.answers().containsKey(item)) {
                        double percentile = student.percentiles().of(score);
                        own.put(
                            item,
                            student.label(score),
                            model.scores().percentiles().quantile(percentile));
                      }
                    }));
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
