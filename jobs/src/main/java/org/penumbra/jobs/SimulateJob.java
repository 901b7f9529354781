package org.penumbra.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.penumbra.Errors;
import org.penumbra.cluster.ClusterCount;
import org.penumbra.cluster.OverlapFormula;
import org.penumbra.jobs.data.Embeddings;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.embed.GivenVectors;
import org.penumbra.jobs.embed.TextVectors;
import org.penumbra.jobs.simulate.DrawTask;
import org.penumbra.jobs.simulate.StudyCorpora;
import org.penumbra.jobs.spark.EncoderSpec;
import org.penumbra.jobs.stage.Dependencies;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.stage.Stages;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;
import org.penumbra.settings.ClusterSettings;
import org.penumbra.settings.EmbedderSettings;
import org.penumbra.settings.Settings;
import org.penumbra.settings.StudentSettings;
import org.penumbra.settings.StudySettings;
import org.penumbra.study.BoundarySearch;
import org.penumbra.study.CorpusDescription;
import org.penumbra.study.CorpusReader;
import org.penumbra.study.Draw;
import org.penumbra.study.LabelledCorpus;
import org.penumbra.study.Measurement;
import org.penumbra.study.Metric;
import org.penumbra.study.PlayPlan;
import org.penumbra.study.Tournament;
import org.penumbra.study.summary.PlannedContrast;
import org.penumbra.study.summary.StudyPlot;
import org.penumbra.study.summary.StudySummary;
import org.penumbra.study.summary.StudyTable;
import org.penumbra.study.summary.SummaryPlan;

/**
 * Plays the loop on labelled corpora, against baselines, many draws at once: a back-test before
 * anybody trusts a batch. A draw is a task; what is played stays played.
 */
public final class SimulateJob {

  private static final List<String> CONTRAST = List.of("recipe", "random");

  private static final int CROWD_FROM = 250;

  private final RunContext context;
  private final StageId id = new StageId(1, StageName.SIMULATE);
  private final StudySettings study;
  private final StudyCorpora corpora;

  public SimulateJob(RunContext context) {
    this.context = context;
    this.study = context.settings().study();
    this.corpora = new StudyCorpora(context.spark());
  }

  /** Writes study. */
  public StageResult run() {
    if (study.corpora().isEmpty()) {
      throw Errors.noStudyCorpora();
    }
    try {
      Tournament.requireKnown(study.strategies());
    } catch (IllegalArgumentException e) {
      throw Errors.unknownStudyStrategy(e.getMessage());
    }
    List<CorpusDescription> described =
        study.corpora().stream().map(file -> CorpusReader.read(Path.of(file))).toList();
    Dependencies dependencies =
        new Dependencies(context, id)
            .settings("study", "student", "embedder", "cluster", "pair", "seed")
            .settings("select.audit-share", "select.top-share", "scorer.prevalence")
            .model("encoder", modelHash());
    described.forEach(corpus -> dependencies.input(corpora.input(corpus)));
    return new Stages(context).run(dependencies, run -> simulate(run, described));
  }

  private String modelHash() {
    return Embeddings.modelHash(context.settings().embedder());
  }

  private void simulate(StageRun run, List<CorpusDescription> described) {
    int draws = study.prevalences().size() * study.seeds();
    int wavesOfOne = (draws + study.waveDraws() - 1) / study.waveDraws();
    int waves = described.size() * wavesOfOne;
    long rows = 0;
    for (int number = 0; number < described.size(); number++) {
      CorpusDescription corpus = described.get(number);
      Dataset<Row> texts = corpora.read(corpus);
      StudyCorpora.requireRoom(corpus, texts);
      Manifest vectors =
          run.write(
              RunDataset.EMBEDDINGS,
              Embeddings.place(modelHash()),
              number + 1,
              () -> vectors(texts));
      run.describe("corpus " + corpus.name());
      LabelledCorpus labelled =
          StudyCorpora.assemble(
              corpus,
              texts,
              context.data().read(RunDataset.EMBEDDINGS, List.of(vectors)).select("id", "vector"));
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(context.spark().sparkContext());
      Broadcast<LabelledCorpus> broadcast = spark.broadcast(labelled);
      List<DrawTask.Played> played = draws();
      for (int wave = 0; wave < wavesOfOne; wave++) {
        List<DrawTask.Played> ofWave =
            played.subList(
                wave * study.waveDraws(), Math.min(draws, (wave + 1) * study.waveDraws()));
        run.describe(corpus.name() + ", draws " + (wave * study.waveDraws() + 1));
        rows +=
            run.write(
                    RunDataset.STUDY,
                    RunDataset.STUDY.folder() + "/" + StageId.roundFolder(id.round()),
                    number * wavesOfOne + wave + 1,
                    () ->
                        context
                            .spark()
                            .createDataFrame(
                                spark
                                    .parallelize(ofWave, ofWave.size())
                                    .flatMap(new DrawTask(broadcast, corpus.roles())),
                                RunDataset.STUDY.schema()))
                .rows();
        run.waves(number * wavesOfOne + wave + 1, waves);
      }
      broadcast.destroy();
    }
    run.describe("summary");
    String folder = summarise(new StageState(context.store(), id).manifests("study"));
    run.note(
        String.format(
            Locale.ROOT,
            "%,d figures of %d draws; tables and curves in %s/%s",
            rows,
            described.size() * draws,
            context.uri(),
            folder));
  }

  private String summarise(List<Manifest> manifests) {
    List<Measurement> measured =
        context.data().read(RunDataset.STUDY, manifests).collectAsList().stream()
            .map(
                row ->
                    new Measurement(
                        row.getString(0),
                        row.getDouble(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getInt(4),
                        row.getString(5),
                        row.getDouble(6)))
            .toList();
    StudySummary summary = StudySummary.of(measured, plan());
    String folder = "exports/study";
    context.store().put(folder + "/study.md", StudyTable.render(summary).getBytes(UTF_8));
    new StudyPlot(summary)
        .files()
        .forEach((name, svg) -> context.store().put(folder + "/" + name, svg.getBytes(UTF_8)));
    return folder;
  }

  /** What is to be read from the study, said before it is played. */
  private SummaryPlan plan() {
    List<Integer> budgets = new ArrayList<>();
    int spent = study.coldStart();
    for (int batch : study.batches()) {
      spent += batch;
      budgets.add(spent);
    }
    List<Integer> compared =
        budgets.stream().filter(b -> 3 * b >= budgets.get(budgets.size() - 1)).toList();
    return new SummaryPlan(
        Metric.KAPPA.wireName(),
        budgets,
        budgets,
        new PlannedContrast("recipe", "random", compared),
        "random",
        SummaryPlan.DEFAULT_REPLICATES,
        context.settings().seed(),
        SummaryPlan.DEFAULT_POOL_MULTIPLE);
  }

  private Dataset<Row> vectors(Dataset<Row> texts) {
    EmbedderSettings settings = context.settings().embedder();
    // A compressed file comes as one partition.
    int tasks = context.spark().sparkContext().defaultParallelism();
    return settings.kind() == EmbedderSettings.Kind.GIVEN
        ? new GivenVectors(context.spark(), settings.given()).of(texts)
        : TextVectors.of(texts.repartition(tasks, col("id")), EncoderSpec.of(settings));
  }

  private List<DrawTask.Played> draws() {
    List<DrawTask.Played> played = new ArrayList<>();
    for (int seed = 0; seed < study.seeds(); seed++) {
      for (double prevalence : study.prevalences()) {
        List<String> strategies = new ArrayList<>(CONTRAST);
        if (seed < study.otherSeeds()) {
          study.strategies().stream().filter(s -> !CONTRAST.contains(s)).forEach(strategies::add);
        }
        played.add(
            new DrawTask.Played(
                tournament(prevalence), strategies, context.settings().seed() + seed));
      }
    }
    return played;
  }

  private Tournament tournament(double prevalence) {
    Settings settings = context.settings();
    StudentSettings student = settings.student();
    ClusterSettings cluster = settings.cluster();
    PlayPlan plan =
        new PlayPlan(
            study.coldStart(),
            study.batches().stream().mapToInt(Integer::intValue).toArray(),
            settings.scorer().prevalence(),
            new PlayPlan.StudentPlan(
                student.l2(),
                student.tolerance(),
                student.maxIterations(),
                student.folds(),
                student.ngramWeight(),
                student.ngramL2(),
                student.fewShotInput()),
            new BoundarySearch.Params(
                new ClusterCount(cluster.positiveItemsPerCluster(), cluster.kMin(), cluster.kMax()),
                new ClusterCount(cluster.negativeItemsPerCluster(), cluster.kMin(), cluster.kMax()),
                cluster.fitSample(),
                cluster.edgeSample(),
                cluster.edgeNeighbours(),
                new OverlapFormula(cluster.minLift(), cluster.minEdges()),
                settings.pair().neighbours(),
                settings.pair().sparsestShare()));
    return new Tournament(
        plan,
        new Draw.Plan(prevalence, study.testShare(), study.examples(), study.minPositives()),
        settings.select().auditShare(),
        settings.select().topShare(),
        CROWD_FROM);
  }
}
