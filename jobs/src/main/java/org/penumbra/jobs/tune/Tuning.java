package org.penumbra.jobs.tune;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.core.type.TypeReference;
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
import org.penumbra.Errors;
import org.penumbra.jobs.data.HashSample;
import org.penumbra.jobs.data.LabelledItems;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.label.Exports;
import org.penumbra.jobs.llm.LlmScores;
import org.penumbra.jobs.split.FineTuningExport;
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
 * placed in a sample of the pool, for a prevalence that rests on no label of the evaluation side
 * but the audit's. It has seen the labels of the fine-tuning side alone, so those of the other say
 * what probability a score means.
 */
public final class Tuning {

  private static final String PURPOSE = "tuned";

  private final RunContext context;
  private final int round;

  public Tuning(RunContext context, int round) {
    this.context = context;
    this.round = round;
  }

  /** Where a round's files for fine-tuning lie, and the command's log. */
  static String folder(int round) {
    return Exports.folder(round) + "/fine-tuning";
  }

  /** What the command said, once the server it named has answered. */
  private record Answered(TunedModel.Served served, Parameters parameters) {}

  /**
   * Does it. What the command made of the same files is not made again.
   *
   * @param before the last round's tuned model
   * @param there what an earlier call in this round has tuned
   * @param consensus 0 or 1 of labelled items
   * @param placed side and group of those that were split
   * @param like for whose prevalence the cut is placed
   */
  public TunedModel run(
      StageRun run,
      Optional<TunedModel> before,
      Optional<TunedModel> there,
      List<Manifest> items,
      SortedMap<String, Integer> consensus,
      SortedMap<String, LabelledItems.Placed> placed,
      Threshold like) {
    LlmScores.requireSafe(context);
    SortedMap<String, String> files =
        new FineTuningExport(context, round).training(placed, consensus);
    if (files.isEmpty()) {
      throw Errors.nothingToTune(round);
    }
    FineTuning tuning = new FineTuning(context, round, files);
    Answered answered =
        there
            .filter(model -> model.served().inputs().equals(tuning.inputs(before)))
            .map(model -> new Answered(model.served(), model.parameters()))
            .orElseGet(
                () ->
                    run.frozen(
                        "tuned",
                        new TypeReference<Answered>() {},
                        () -> tuned(run, tuning, before)));
    LlmScores scorer = scorer(answered.served(), answered.parameters());
    Dataset<Row> asked = sample(items).unionByName(labelled(items, placed.keySet()));
    long rows = context.settings().train().poolSample() + (long) placed.size();
    Dataset<Row> scored = scorer.scored(run, asked, rows);
    run.describe("read the tuned model's scores");
    List<Row> known =
        scored
            .where(col("score").isNotNull())
            .select("id", "score", "pool_probability")
            .collectAsList();
    scorer.requireScores(scored.count() - known.size(), scored.count());
    WeightedPercentiles population = population(known);
    List<RankPlatt.Item> unseen = new ArrayList<>();
    for (Map.Entry<String, Double> item : byId(known).entrySet()) {
      LabelledItems.Placed place = placed.get(item.getKey());
      Integer label = consensus.get(item.getKey());
      if (place != null && place.side() == Side.EVAL && label != null) {
        unseen.add(
            new RankPlatt.Item(
                item.getKey(), place.group(), population.of(item.getValue()), label));
      }
    }
    return new TunedModel(
        answered.served(),
        answered.parameters(),
        scorer.prompt(),
        CalibratedScores.beside(population, like, unseen));
  }

  private Answered tuned(StageRun run, FineTuning tuning, Optional<TunedModel> before) {
    run.describe("fine-tune");
    TunedModel.Served served = tuning.run(before);
    return new Answered(served, scorer(served, null).probed(run));
  }

  private LlmScores scorer(TunedModel.Served served, Parameters known) {
    return LlmScores.tuned(context, served.model(), served.baseUrl(), served.edition(), known);
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
