package org.penumbra.jobs;

import static org.apache.spark.sql.functions.col;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.penumbra.Errors;
import org.penumbra.jobs.data.Embeddings;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.embed.GivenVectors;
import org.penumbra.jobs.embed.TextVectors;
import org.penumbra.jobs.llm.EmbedderProbe;
import org.penumbra.jobs.simulate.DrawTask;
import org.penumbra.jobs.simulate.PlayedCorpus;
import org.penumbra.jobs.simulate.Programme;
import org.penumbra.jobs.simulate.StudyCorpora;
import org.penumbra.jobs.simulate.StudyReport;
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
import org.penumbra.settings.DeploymentCheck;
import org.penumbra.settings.EmbedderSettings;
import org.penumbra.settings.StudySettings;
import org.penumbra.study.CorpusDescription;
import org.penumbra.study.CorpusReader;
import org.penumbra.study.Measurement;
import org.penumbra.study.Metric;

/**
 * Plays the loop on labelled corpora, against baselines, many draws at once: a back-test before
 * anybody trusts a batch. What is played stays played.
 */
public final class SimulateJob {

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
    Map<Programme.Representation, List<DrawTask.Played>> parts =
        new Programme(context.settings()).parts();
    List<CorpusDescription> described =
        study.corpora().stream().map(file -> CorpusReader.read(Path.of(file))).toList();
    Programme.requireOnce(
        "study.corpora", described.stream().map(CorpusDescription::name).toList());
    DeploymentCheck.check(
        context.spark().sparkContext().master(),
        described.stream()
            .collect(
                Collectors.toMap(
                    corpus -> "corpus.uri of " + corpus.name(), CorpusDescription::uri)));
    StudyReport report = new StudyReport(context);
    Dependencies dependencies =
        new Dependencies(context, id)
            .settings("study", "student", "cluster", "pair", "seed")
            .settings(context.settings().embedder().deciding())
            .settings("select.audit-share", "select.top-share", "scorer.prevalence");
    List<EmbedderSettings> embedders = embedders(parts);
    for (EmbedderSettings embedder : embedders) {
      dependencies.model("encoder " + embedders.indexOf(embedder), Embeddings.modelHash(embedder));
    }
    described.forEach(corpus -> dependencies.input(corpora.input(corpus)));
    embedders.stream()
        .filter(embedder -> embedder.kind() == EmbedderSettings.Kind.GIVEN)
        .forEach(embedder -> dependencies.input(corpora.input(embedder)));
    return new Stages(context).run(dependencies, run -> simulate(run, described, parts, report));
  }

  private static List<EmbedderSettings> embedders(
      Map<Programme.Representation, List<DrawTask.Played>> parts) {
    return parts.keySet().stream().map(Programme.Representation::embedder).distinct().toList();
  }

  private void simulate(
      StageRun run,
      List<CorpusDescription> described,
      Map<Programme.Representation, List<DrawTask.Played>> parts,
      StudyReport report) {
    int ofOneCorpus = parts.values().stream().mapToInt(played -> waves(played).size()).sum();
    int wave = 0;
    long rows = 0;
    for (CorpusDescription corpus : described) {
      Dataset<Row> texts = corpora.read(corpus);
      StudyCorpora.requireRoom(corpus, texts);
      int firstVectors = described.indexOf(corpus) * embedders(parts).size() + 1;
      for (Programme.Representation represented : parts.keySet()) {
        int number = firstVectors + embedders(parts).indexOf(represented.embedder());
        try (PlayedCorpus labelled =
            new PlayedCorpus(
                context.spark(),
                corpus,
                () ->
                    StudyCorpora.assemble(
                        corpus,
                        texts,
                        vectors(run, texts, represented.embedder(), number),
                        represented.dimensions()))) {
          for (List<DrawTask.Played> draws : waves(parts.get(represented))) {
            run.describe(corpus.name() + ", wave " + ++wave);
            rows += run.write(RunDataset.STUDY, place(), wave, () -> labelled.play(draws)).rows();
            run.waves(wave, described.size() * ofOneCorpus);
          }
        }
      }
    }
    run.describe("summary");
    List<Measurement> measured =
        report.read(new StageState(context.store(), id).manifests("study"));
    String folder = report.write(measured);
    run.note(
        String.format(
            Locale.ROOT,
            "%,d figures of %d draws; tables and curves in %s/%s",
            rows,
            draws(run, described, measured),
            context.uri(),
            folder));
  }

  /** How many draws could be made, and a warning for each cell in which some could not. */
  private int draws(StageRun run, List<CorpusDescription> described, List<Measurement> measured) {
    int all = 0;
    for (CorpusDescription corpus : described) {
      for (double prevalence : study.prevalences()) {
        long made =
            measured.stream()
                .filter(row -> row.metric().equals(Metric.POOL_ITEMS.wireName()))
                .filter(row -> row.dataset().equals(corpus.name()))
                .filter(row -> row.prevalence() == prevalence)
                .count();
        all += (int) made;
        if (made < study.seeds()) {
          run.warn(
              String.format(
                  Locale.ROOT,
                  "%d of %d draws of %s at %.3g could be made: others would have held fewer than"
                      + " study.min-positives = %d positives, or more than there are.",
                  made,
                  study.seeds(),
                  corpus.name(),
                  prevalence,
                  study.minPositives()));
        }
      }
    }
    return all;
  }

  private String place() {
    return RunDataset.STUDY.folder() + "/" + StageId.roundFolder(id.round());
  }

  private List<List<DrawTask.Played>> waves(List<DrawTask.Played> draws) {
    return IntStream.iterate(0, from -> from < draws.size(), from -> from + study.waveDraws())
        .mapToObj(from -> draws.subList(from, Math.min(draws.size(), from + study.waveDraws())))
        .toList();
  }

  private Dataset<Row> vectors(
      StageRun run, Dataset<Row> texts, EmbedderSettings embedder, int number) {
    EncoderSpec encoder = EmbedderProbe.encoder(context, run, embedder);
    Manifest vectors =
        run.write(
            RunDataset.EMBEDDINGS,
            Embeddings.place(Embeddings.modelHash(embedder)),
            number,
            () -> encoded(texts, embedder, encoder));
    return context.data().read(RunDataset.EMBEDDINGS, List.of(vectors)).select("id", "vector");
  }

  private Dataset<Row> encoded(Dataset<Row> texts, EmbedderSettings embedder, EncoderSpec encoder) {
    // A compressed file comes as one partition.
    int tasks = context.spark().sparkContext().defaultParallelism();
    return embedder.kind() == EmbedderSettings.Kind.GIVEN
        ? new GivenVectors(context.spark(), embedder.given()).of(texts)
        : TextVectors.of(texts.repartition(tasks, col("id")), encoder);
  }
}
