package org.penumbra.jobs;

import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.corpus.FileShardOpener;
import org.penumbra.jobs.corpus.ReadSpec;
import org.penumbra.jobs.corpus.Shard;
import org.penumbra.jobs.corpus.ShardOpener;
import org.penumbra.jobs.data.Embeddings;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.llm.EmbedderProbe;
import org.penumbra.jobs.llm.LlmScores;
import org.penumbra.jobs.scan.CorpusInput;
import org.penumbra.jobs.scan.CorpusScan;
import org.penumbra.jobs.scan.FewShot;
import org.penumbra.jobs.scan.GivenScores;
import org.penumbra.jobs.scan.Scoring;
import org.penumbra.jobs.scan.ShardSource;
import org.penumbra.jobs.scan.Source;
import org.penumbra.jobs.scan.TableSource;
import org.penumbra.jobs.scan.TunedScan;
import org.penumbra.jobs.spark.EncoderSpec;
import org.penumbra.jobs.spark.Preflight;
import org.penumbra.jobs.stage.Dependencies;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.stage.Stages;
import org.penumbra.jobs.state.ForgetLog;
import org.penumbra.jobs.state.Forgotten;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.student.ModelScores;
import org.penumbra.jobs.student.StudentScores;
import org.penumbra.jobs.tune.TunedModel;
import org.penumbra.settings.CorpusSettings;
import org.penumbra.settings.ScorerSettings;
import org.penumbra.settings.Settings;
import org.penumbra.student.StudentModel;

/**
 * Scores everything. In round 1 it reads the corpus once and freezes the working pool; in later
 * rounds the last round's student scores the pool again and the corpus is not touched.
 */
public final class ScanJob {

  private final RunContext context;
  private final StageId id;
  private final ShardOpener opener;

  public ScanJob(RunContext context, int round) {
    this(context, round, new FileShardOpener());
  }

  /** With a reader of the caller's, so that tests can break it. */
  ScanJob(RunContext context, int round, ShardOpener opener) {
    this.context = context;
    this.id = new StageId(round, StageName.SCAN);
    this.opener = opener;
  }

  /** Writes items, scores, rejects and tallies; in later rounds scores only. */
  public StageResult run() {
    return id.round() == 1 ? scanCorpus() : scorePool();
  }

  private StageResult scorePool() {
    String modelHash = Embeddings.modelHash(context.settings().embedder());
    Dependencies dependencies = new Dependencies(context, id).model("encoder", modelHash);
    StudentModel student = Models.requiredOfPool(context, dependencies, id.round() - 1);
    student.requireEncoder(context.settings().embedder().name(), modelHash);
    Optional<TunedModel> tuned = Models.tuned(context, dependencies, id.round() - 1);
    List<Manifest> items = dependencies.read(new StageId(1, StageName.SCAN), RunDataset.ITEMS);
    List<Manifest> first =
        student.readsScore()
            ? dependencies.read(new StageId(1, StageName.SCAN), RunDataset.SCORES)
            : List.of();
    dependencies.read(new StageId(1, StageName.EMBED), RunDataset.EMBEDDINGS);
    List<Manifest> vectors = Embeddings.manifests(context.store(), modelHash, id.round() - 1);
    if (tuned.isPresent()) {
      dependencies.policy();
      // What is asked for the tuned model's sake is no student's for the pool.
      StudentModel corpus = new Models(context.store()).student(id.round() - 1);
      TunedScan scan = new TunedScan(context, tuned.get(), Models.tunedName(id.round() - 1));
      return new Stages(context).run(dependencies, run -> scan.run(run, items, vectors, corpus));
    }
    return new Stages(context)
        .run(
            dependencies,
            run -> {
              Dataset<Row> pool = context.data().read(RunDataset.ITEMS, items);
              Dataset<Row> embeddings = context.data().read(RunDataset.EMBEDDINGS, vectors);
              String scorer = Models.poolName(id.round() - 1, student);
              Manifest scores =
                  run.write(
                      RunDataset.SCORES,
                      () ->
                          scored(pool, embeddings, first, student)
                              .withColumn("policy_id", lit(context.policy().id()))
                              .withColumn("scorer", lit(scorer))
                              .withColumn("doubt", lit(null))
                              .withColumn("disagreement", lit(null)));
              run.note(String.format("%,d items scored by %s", scores.rows(), scorer));
            });
  }

  private Dataset<Row> scored(
      Dataset<Row> pool, Dataset<Row> embeddings, List<Manifest> first, StudentModel student) {
    return student.readsScore()
        ? StudentScores.ofPool(
            pool, embeddings, context.data().read(RunDataset.SCORES, first), student)
        : StudentScores.of(pool, embeddings, student);
  }

  private StageResult scanCorpus() {
    Settings settings = context.settings();
    settings.requireCorpus();
    Dependencies dependencies =
        new Dependencies(context, id)
            .settings("corpus", "scorer", "triage", "pool", "pair.near-duplicate", "seed")
            .settings(settings.embedder().deciding())
            .policy()
            .model("encoder", vectorsHash(settings));
    if (settings.scorer().kind() == ScorerSettings.Kind.LLM) {
      dependencies.settings("llm.mode", "llm.samples");
      if (settings.llm().voices().isEmpty()) {
        dependencies.settings("llm.model", "llm.examples", "llm.guidance");
      }
      settings
          .llm()
          .voices()
          .forEach(
              voice ->
                  dependencies.model(
                      "voice " + voice.name(), settings.llm().of(voice).askedHash()));
    }
    return new Stages(context).run(dependencies, this::scan);
  }

  private void scan(StageRun run) {
    Settings settings = context.settings();
    Source source = source(run);
    ScorerSettings scorer = settings.scorer();
    boolean asksModel = scorer.kind() == ScorerSettings.Kind.LLM;
    String name =
        asksModel
            ? LlmScores.NAME
            : scorer.kind() == ScorerSettings.Kind.GIVEN ? ModelScores.GIVEN : FewShot.NAME;
    GivenScores given =
        scorer.kind() == ScorerSettings.Kind.GIVEN
            ? new GivenScores(context.spark(), scorer.given())
            : null;
    Scoring scoring = scorer.fewShot() ? fewShot(run, source) : Scoring.none(context.policy());
    new CorpusScan(context, source, scoring, name, vectorsHash(settings))
        .run(run, given, asksModel);
  }

  private Scoring fewShot(StageRun run, Source source) {
    Settings settings = context.settings();
    EncoderSpec encoder = EmbedderProbe.encoder(context, run, settings.embedder());
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(context.spark().sparkContext());
    run.describe("preflight");
    Preflight.check(spark, encoder);
    return new FewShot(spark, context.policy(), encoder, settings.pair().nearDuplicate())
        .scoring(run, source, settings.scorer().referenceSample());
  }

  /** Under which the scan keeps its vectors: the few-shot scorer's are the encoder's own. */
  private static String vectorsHash(Settings settings) {
    return settings.scorer().fewShot()
        ? Embeddings.encoderHash(settings.embedder())
        : Embeddings.modelHash(settings.embedder());
  }

  private Source source(StageRun run) {
    CorpusSettings corpus = context.settings().corpus();
    long seed = context.settings().seed();
    Broadcast<Forgotten> forgotten =
        JavaSparkContext.fromSparkContext(context.spark().sparkContext())
            .broadcast(ForgetLog.of(context.store()));
    CorpusInput input = new CorpusInput(corpus, hadoop());
    ReadSpec spec = input.spec();
    if (!CorpusInput.isFiles(corpus)) {
      return new TableSource(context.spark(), corpus, spec, opener, seed, forgotten);
    }
    List<Shard> shards =
        run.frozen(
            ShardSource.PLAN,
            new TypeReference<List<Shard>>() {},
            () -> input.shards(input.files(), opener));
    return new ShardSource(
        context.spark(),
        opener,
        spec,
        shards,
        corpus.waveShards(),
        corpus.shardSize().bytes(),
        seed,
        forgotten);
  }

  private Configuration hadoop() {
    return context.spark().sparkContext().hadoopConfiguration();
  }
}
