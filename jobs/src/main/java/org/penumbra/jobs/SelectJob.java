package org.penumbra.jobs;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.data.Embeddings;
import org.penumbra.jobs.data.History;
import org.penumbra.jobs.data.IdFile;
import org.penumbra.jobs.data.LabelledItems;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.embed.ExampleVectors;
import org.penumbra.jobs.label.Exports;
import org.penumbra.jobs.label.Guideline;
import org.penumbra.jobs.label.Panels;
import org.penumbra.jobs.select.Asked;
import org.penumbra.jobs.select.BatchWriter;
import org.penumbra.jobs.select.Blocklist;
import org.penumbra.jobs.select.Candidates;
import org.penumbra.jobs.select.Composers;
import org.penumbra.jobs.select.SeedItems;
import org.penumbra.jobs.stage.Dependencies;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.stage.Stages;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.label.assign.Panel;
import org.penumbra.pair.Pair;
import org.penumbra.provenance.Input;
import org.penumbra.score.CalibratedScores;
import org.penumbra.score.ScoreHistogram;
import org.penumbra.select.AuditArm;
import org.penumbra.select.Batch;
import org.penumbra.select.BatchComposer;
import org.penumbra.select.Reask;
import org.penumbra.select.Seeds;
import org.penumbra.select.Strata;
import org.penumbra.settings.SelectSettings;
import org.penumbra.settings.Settings;

/** Chooses the batch that experts are asked about: an exact budget, coverage first. */
public final class SelectJob {

  private static final int PAIRS_PER_BUDGET = 50;
  private static final String BLOCKLIST = "select.blocklist";

  private final RunContext context;
  private final StageId id;
  private final Panel panel;
  private final History history;
  private final LabelledItems labelled;

  public SelectJob(RunContext context, int round) {
    this.context = context;
    this.id = new StageId(round, StageName.SELECT);
    this.panel = Panels.of(context.settings().label());
    this.history = new History(context.store(), context.data());
    this.labelled =
        new LabelledItems(
            context.spark(), context.data(), history, context.policy().guidelineVersion());
  }

  /** Writes the batch, and exports of it for labelling. */
  public StageResult run() {
    Dependencies dependencies =
        new Dependencies(context, id)
            .settings("select", "seed", "scorer.prevalence", "pair.near-duplicate")
            .settings("label.raters", "label.doubled-share", "label.repeat-share")
            .settings("label.kappa-half-width", "decide.floor", "split.eval-share")
            .settings("label.daily-cap", "label.calibration-file", "label.calibration-pass")
            .input(Panels.input(panel))
            .policy();
    IdFile blocked = blocked(dependencies);
    Inputs inputs = Inputs.of(context, dependencies, id);
    return new Stages(context).run(dependencies, run -> select(run, inputs, blocked));
  }

  /** The items that are not to be asked about, known by what the file says; null without a file. */
  private IdFile blocked(Dependencies dependencies) {
    String uri = context.settings().select().blocklist();
    if (uri == null) {
      return null;
    }
    IdFile list = IdFile.of(BLOCKLIST, uri, context.spark().sparkContext().hadoopConfiguration());
    dependencies.input(new Input(BLOCKLIST, 1, list.names(), list.hash()));
    return list;
  }

  private void select(StageRun run, Inputs inputs, IdFile blocked) {
    run.describe("blocklist");
    try (Blocklist blocklist = blocklist(run, inputs, blocked)) {
      select(run, inputs, blocklist);
    }
  }

  private void select(StageRun run, Inputs inputs, Blocklist blocklist) {
    Settings settings = context.settings();
    SelectSettings select = settings.select();
    run.describe("strata");
    Strata strata = strata(inputs);
    double cut =
        context
            .data()
            .read(RunDataset.THRESHOLDS, inputs.thresholds())
            .collectAsList()
            .get(0)
            .getAs("cut");
    Dataset<Row> items =
        context
            .data()
            .read(RunDataset.ITEMS, inputs.items())
            .select("id", "pool_probability", "group");
    Dataset<Row> fixed =
        context
            .data()
            .read(RunDataset.SCORES, inputs.firstScores())
            .select(col("id"), col("score").as("fixed_score"));
    Dataset<Row> pool =
        Embeddings.scored(context.data(), inputs.scores(), inputs.vectors())
            .select("id", "score")
            .join(items, "id")
            .join(fixed, "id");
    Dataset<Row> vectors =
        context.data().read(RunDataset.EMBEDDINGS, inputs.vectors()).select("id", "vector");
    run.describe("candidates");
    Guideline guideline =
        new Guideline(history, context.policy().guidelineVersion(), id.round() - 1);
    SortedSet<String> outdated = new TreeSet<>(guideline.outdated());
    outdated.removeAll(blocklist.among(outdated));
    Asked asked = new Asked(guideline.issued(), outdated);
    long drawSeed = settings.seed() + id.round();
    List<Seeds.Seed> seeds = seeds(blocklist.without(pool, "id"), asked);
    BatchComposer composer =
        Composers.of(select, settings.pair().nearDuplicate(), drawSeed)
            .withFirst(new BatchComposer.ArmShare(new Seeds(seeds), select.seedShare()));
    Candidates candidates =
        new Candidates(
            context.spark(),
            pool,
            blocklist.without(pool, "id"),
            vectors,
            strata,
            cut,
            settings.seed(),
            drawSeed);
    Candidates.Gathered gathered =
        candidates.gather(
            pairs(inputs, blocklist, asked, select.budget() * PAIRS_PER_BUDGET),
            asked,
            seeds.stream().map(Seeds.Seed::itemId).toList(),
            guideline.goesOn() ? sampled(inputs, blocklist) : Map.of(),
            select.budget() * select.candidates(),
            composer.auditItems(select.budget()),
            examples(),
            inputs.last(),
            settings.scorer().prevalence());
    Batch batch =
        composer.compose(
            gathered.pool(),
            new AuditArm(settings.seed()),
            gathered.audit(),
            again(guideline, outdated),
            select.budget());
    if (!batch.shortfall().isEmpty()) {
      run.warn(batch.shortfall());
    }
    new BatchWriter(context, run, id.round(), panel)
        .write(batch, gathered.audit(), inputs.items(), labelled.labels(id.round() - 1));
    run.note(
        batch.items().size()
            + " items to label, in "
            + context.uri()
            + "/"
            + Exports.folder(id.round())
            + (blocklist.items() == 0
                ? ""
                : String.format("; %,d blocked items of the pool left out", blocklist.items())));
  }

  /** What is to be asked about first; each batch takes those that none before it has. */
  private List<Seeds.Seed> seeds(Dataset<Row> open, Asked asked) {
    SelectSettings select = context.settings().select();
    return select.seeds() == null
        ? List.of()
        : SeedItems.read(
            context.spark(),
            select.seeds(),
            open,
            asked,
            asked.issued().size() + select.budget() * select.candidates());
  }

  /** What labels of an earlier guideline version are checked by. */
  private List<Reask> again(Guideline guideline, Set<String> outdated) {
    if (outdated.isEmpty()) {
      return List.of();
    }
    SelectSettings select = context.settings().select();
    int most = (int) (select.reaskShare() * select.budget());
    return guideline
        .carryOver(context.settings().seed(), labelled, id.round() - 1, Map.of())
        .next(outdated, most);
  }

  /** Edges at quantiles of the whole corpus, by the first round's scores: made once, kept. */
  private Strata strata(Inputs inputs) {
    ScoreHistogram scores = Thresholding.corpusScores(context, inputs.tallies());
    double[] edges = Arrays.stream(Strata.quantiles()).map(scores::quantile).distinct().toArray();
    double[] probabilities =
        context
            .data()
            .read(RunDataset.ITEMS, inputs.items())
            .select("pool_probability")
            .distinct()
            .as(Encoders.DOUBLE())
            .collectAsList()
            .stream()
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    return new Strata(edges, probabilities);
  }

  private Blocklist blocklist(StageRun run, Inputs inputs, IdFile blocked) {
    if (blocked == null) {
      return Blocklist.none();
    }
    Blocklist blocklist =
        Blocklist.of(
            context.spark(), context.data().read(RunDataset.ITEMS, inputs.items()), blocked);
    run.count("blocked", blocklist.items());
    return blocklist;
  }

  private List<Pair> pairs(Inputs inputs, Blocklist blocklist, Asked asked, int most) {
    Dataset<Row> found = context.data().read(RunDataset.PAIRS, inputs.pairs());
    Dataset<Row> open = blocklist.without(blocklist.without(found, "positive_id"), "negative_id");
    List<Pair> pairs = new ArrayList<>();
    for (Row row :
        neverAsked(neverAsked(open, "positive_id", asked), "negative_id", asked)
            .orderBy(col("similarity").desc(), col("pair_id"))
            .limit(most)
            .collectAsList()) {
      pairs.add(
          new Pair(
              row.getAs("pair_id"),
              row.getAs("positive_id"),
              row.getAs("negative_id"),
              row.<Integer>getAs("rank"),
              row.<Double>getAs("similarity"),
              row.getAs("cell"),
              row.<Double>getAs("positive_score"),
              row.<Double>getAs("negative_score")));
    }
    return pairs;
  }

  /** Pairs of what was asked before are the closest of many rounds, and of no use. */
  private Dataset<Row> neverAsked(Dataset<Row> frame, String column, Asked asked) {
    List<String> ids = new ArrayList<>(asked.issued());
    ids.addAll(asked.outdated());
    Dataset<Row> before = context.spark().createDataset(ids, Encoders.STRING()).toDF("asked_id");
    return frame.join(
        broadcast(before), frame.col(column).equalTo(before.col("asked_id")), "left_anti");
  }

  /** How many items of each stratum the audit had after the round before, blocked ones not. */
  private Map<Integer, Integer> sampled(Inputs inputs, Blocklist blocklist) {
    Map<Integer, Integer> sampled = new TreeMap<>();
    blocklist
        .without(context.data().read(RunDataset.AUDIT, inputs.audit()), "item_id")
        .select("stratum")
        .as(Encoders.INT())
        .collectAsList()
        .forEach(stratum -> sampled.merge(stratum, 1, Integer::sum));
    return sampled;
  }

  /** With given scores or vectors there are none: the scan left out exact copies only. */
  private List<float[]> examples() {
    List<String> texts = new ArrayList<>(context.policy().positiveExamples());
    texts.addAll(context.policy().negativeExamples());
    return ExampleVectors.of(context.settings(), texts);
  }

  /** What the stage reads. */
  private record Inputs(
      List<Manifest> items,
      List<Manifest> tallies,
      List<Manifest> firstScores,
      List<Manifest> scores,
      List<Manifest> vectors,
      List<Manifest> thresholds,
      List<Manifest> pairs,
      List<Manifest> audit,
      CalibratedScores last) {

    static Inputs of(RunContext context, Dependencies dependencies, StageId id) {
      StageId firstScan = new StageId(1, StageName.SCAN);
      int round = id.round();
      String modelHash = Embeddings.modelHash(context.settings().embedder());
      List<Manifest> audit = List.of();
      if (round > 1) {
        StageId before = new StageId(round - 1, StageName.SELECT);
        dependencies.read(before, RunDataset.BATCH);
        audit = dependencies.read(before, RunDataset.AUDIT);
      }
      return new Inputs(
          dependencies.read(firstScan, RunDataset.ITEMS),
          dependencies.read(firstScan, RunDataset.TALLIES),
          dependencies.read(firstScan, RunDataset.SCORES),
          dependencies.read(new StageId(round, StageName.SCAN), RunDataset.SCORES),
          Embeddings.manifests(context.store(), modelHash, round),
          dependencies.read(new StageId(round, StageName.CLUSTER), RunDataset.THRESHOLDS),
          dependencies.read(new StageId(round, StageName.PAIR), RunDataset.PAIRS),
          audit,
          round == 1 ? null : Models.requiredScores(context, dependencies, round - 1));
    }
  }
}
