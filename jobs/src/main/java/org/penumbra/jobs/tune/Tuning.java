package org.penumbra.jobs.tune;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.data.HashSample;
import org.penumbra.jobs.data.LabelledItems;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.llm.LlmScores;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.llm.Parameters;
import org.penumbra.score.CalibratedScores;
import org.penumbra.score.RankPlatt;
import org.penumbra.score.Threshold;
import org.penumbra.score.WeightedPercentiles;
import org.penumbra.split.Side;

/**
 * Tunes a language model with a round's labels and learns how its scores are to be read: its cut is
 * placed for the prevalence that the student's rests on, in a sample of the pool. It has seen the
 * labels of the fine-tuning side alone, so those of the evaluation side calibrate it.
 */
public final class Tuning {

  private static final String PURPOSE = "tuned";

  private final RunContext context;
  private final int round;

  public Tuning(RunContext context, int round) {
    this.context = context;
    this.round = round;
  }

  /**
   * Does it.
   *
   * @param before the last round's tuned model
   * @param consensus 0 or 1 of labelled items
   * @param placed side and group of those that were split
   * @param like where the student's positives begin
   */
  public TunedModel run(
      StageRun run,
      Optional<TunedModel> before,
      List<Manifest> items,
      SortedMap<String, Integer> consensus,
      SortedMap<String, LabelledItems.Placed> placed,
      Threshold like) {
    TunedModel.Served served = new FineTuning(context, round).run(run, before);
    LlmScores scorer =
        LlmScores.tuned(context, served.model(), served.baseUrl(), served.edition(), null);
    Parameters parameters = scorer.parameters(run);
    Dataset<Row> asked = sample(items).unionByName(labelled(items, placed.keySet()));
    long rows = context.settings().train().poolSample() + (long) placed.size();
    List<Row> scored =
        scorer.scored(run, asked, rows).where(col("score").isNotNull()).collectAsList();
    run.describe("read the tuned model's scores");
    WeightedPercentiles population = population(scored);
    List<RankPlatt.Item> unseen = new ArrayList<>();
    for (Map.Entry<String, Double> item : byId(scored).entrySet()) {
      LabelledItems.Placed place = placed.get(item.getKey());
      Integer label = consensus.get(item.getKey());
      if (place != null && place.side() == Side.EVAL && label != null) {
        unseen.add(
            new RankPlatt.Item(
                item.getKey(), place.group(), population.of(item.getValue()), label));
      }
    }
    return new TunedModel(served, parameters, CalibratedScores.beside(population, like, unseen));
  }

  private Dataset<Row> sample(List<Manifest> items) {
    long size = items.stream().mapToLong(Manifest::rows).sum();
    double bound = HashSample.bound(context.settings().train().poolSample(), size);
    return context
        .data()
        .read(RunDataset.ITEMS, items)
        .where(HashSample.random(context.settings().seed(), PURPOSE).lt(bound))
        .select("id", "text", "pool_probability");
  }

  /** Of no weight: they were chosen, and say nothing of the pool. */
  private Dataset<Row> labelled(List<Manifest> items, Collection<String> ids) {
    Dataset<Row> wanted =
        context.spark().createDataset(new ArrayList<>(ids), Encoders.STRING()).toDF("id");
    return context
        .data()
        .read(RunDataset.ITEMS, items)
        .join(broadcast(wanted), "id")
        .select(col("id"), col("text"), lit(null).cast("double").as("pool_probability"));
  }

  private static WeightedPercentiles population(List<Row> scored) {
    List<Row> sample = new ArrayList<>(scored);
    sample.removeIf(row -> row.isNullAt(row.fieldIndex("pool_probability")));
    sample.sort(Comparator.comparing(row -> row.<String>getAs("id")));
    return new WeightedPercentiles(
        sample.stream().mapToDouble(row -> row.<Double>getAs("score")).toArray(),
        sample.stream().mapToDouble(row -> 1 / row.<Double>getAs("pool_probability")).toArray());
  }

  private static SortedMap<String, Double> byId(List<Row> scored) {
    SortedMap<String, Double> byId = new TreeMap<>();
    scored.forEach(row -> byId.put(row.getAs("id"), row.getAs("score")));
    return byId;
  }
}
