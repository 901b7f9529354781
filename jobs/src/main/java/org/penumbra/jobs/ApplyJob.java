package org.penumbra.jobs;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.penumbra.Errors;
import org.penumbra.jobs.apply.ShardApply;
import org.penumbra.jobs.corpus.CorpusFile;
import org.penumbra.jobs.corpus.FileShardOpener;
import org.penumbra.jobs.corpus.Shard;
import org.penumbra.jobs.data.Embeddings;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.llm.EmbedderProbe;
import org.penumbra.jobs.scan.CorpusInput;
import org.penumbra.jobs.spark.EncoderSpec;
import org.penumbra.jobs.spark.Preflight;
import org.penumbra.jobs.stage.Dependencies;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.stage.Stages;
import org.penumbra.jobs.state.ForgetLog;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;
import org.penumbra.settings.EmbedderSettings;
import org.penumbra.settings.Settings;
import org.penumbra.student.StudentModel;

/**
 * The product of the loop: a round's student over the whole corpus. Called again, it judges only
 * the files that have come since; each such snapshot is a stage of its own.
 */
public final class ApplyJob {

  private static final TypeReference<List<CorpusFile>> FILES = new TypeReference<>() {};

  private final RunContext context;
  private final int round;

  public ApplyJob(RunContext context, int round) {
    this.context = context;
    this.round = round;
  }

  /** Writes applied. */
  public StageResult run() {
    Settings settings = context.settings();
    if (!CorpusInput.isFiles(settings.requireCorpus())
        || settings.embedder().kind() == EmbedderSettings.Kind.GIVEN) {
      throw Errors.applyNeedsFiles();
    }
    CorpusInput corpus = new CorpusInput(settings.corpus(), hadoop().value());
    Map<String, CorpusFile> applied = new TreeMap<>();
    int snapshot = 1;
    while (state(snapshot).succeeded()) {
      List<CorpusFile> files = files(snapshot).orElseThrow();
      // Done already, or refused if the student or the settings are no longer the same.
      apply(snapshot, files, corpus);
      files.forEach(file -> applied.put(file.path(), file));
      snapshot++;
    }
    List<CorpusFile> fresh = files(snapshot).orElseGet(() -> fresh(corpus, applied));
    if (fresh.isEmpty() && snapshot > 1) {
      String note = "nothing new: all files of the corpus are judged already";
      context.progress().line("round " + round + "  " + StageName.APPLY + ": " + note);
      return new StageResult(
          StageName.APPLY, round, StageResult.Status.DONE_BEFORE, new TreeMap<>(), note);
    }
    return apply(snapshot, fresh, corpus);
  }

  private StageResult apply(int snapshot, List<CorpusFile> files, CorpusInput corpus) {
    String modelHash = Embeddings.modelHash(context.settings().embedder());
    Dependencies dependencies =
        new Dependencies(context, id(snapshot))
            .settings("corpus")
            .settings(context.settings().embedder().deciding())
            .model("encoder", modelHash);
    StudentModel student = Models.required(context, dependencies, round);
    student.requireEncoder(context.settings().embedder().name(), modelHash);
    return new Stages(context)
        .run(dependencies, run -> apply(run, snapshot, files, corpus, student));
  }

  private void apply(
      StageRun run,
      int snapshot,
      List<CorpusFile> files,
      CorpusInput corpus,
      StudentModel student) {
    if (new Models(context.store()).tuned(round).isPresent()) {
      run.warn(
          "what was decided in round "
              + round
              + " is of "
              + Models.tunedName(round)
              + "; "
              + Models.name(round)
              + ", which judges here, has figures of its own in metrics");
    }
    run.frozen("files", FILES, () -> files);
    FileShardOpener opener = new FileShardOpener();
    List<Shard> shards = corpus.shards(files, opener);
    EncoderSpec encoder = EmbedderProbe.encoder(context, run, context.settings().embedder());
    run.describe("preflight");
    Preflight.check(spark(), encoder);
    ShardApply apply =
        new ShardApply(
            opener,
            hadoop(),
            corpus.spec(),
            encoder,
            context.policy().id(),
            Models.name(round),
            spark().broadcast(student),
            spark().broadcast(ForgetLog.of(context.store())));
    int waveShards = context.settings().corpus().waveShards();
    int waves = (shards.size() + waveShards - 1) / waveShards;
    String place = RunDataset.APPLIED.folder() + "/" + StageId.roundFolder(round);
    long rows = 0;
    for (int wave = 1; wave <= waves; wave++) {
      int from = (wave - 1) * waveShards;
      List<Shard> ofWave =
          List.copyOf(shards.subList(from, Math.min(shards.size(), from + waveShards)));
      run.describe("apply wave " + wave + " of " + waves);
      Manifest written = run.write(RunDataset.APPLIED, place, wave, () -> frame(ofWave, apply));
      rows += written.rows();
      run.waves(wave, waves);
    }
    run.note(
        String.format(
            "%,d rows of %,d files judged by %s (snapshot %d)",
            rows, files.size(), Models.name(round), snapshot));
  }

  private Dataset<Row> frame(List<Shard> shards, ShardApply apply) {
    return context
        .spark()
        .createDataFrame(
            spark().parallelize(shards, shards.size()).flatMap(apply), RunDataset.APPLIED.schema());
  }

  /** Files that no snapshot holds; one that changed since it was judged is refused. */
  private static List<CorpusFile> fresh(CorpusInput corpus, Map<String, CorpusFile> applied) {
    List<CorpusFile> fresh = new ArrayList<>();
    for (CorpusFile file : corpus.files()) {
      CorpusFile before = applied.get(file.path());
      if (before == null) {
        fresh.add(file);
      } else if (!before.equals(file)) {
        throw Errors.appliedFileChanged(file.path());
      }
    }
    return fresh;
  }

  /** The files of a snapshot that was begun. */
  private Optional<List<CorpusFile>> files(int snapshot) {
    return state(snapshot).frozen("files", FILES);
  }

  private StageState state(int snapshot) {
    return new StageState(context.store(), id(snapshot));
  }

  private StageId id(int snapshot) {
    return new StageId(round, String.format("%s-%04d", StageName.APPLY, snapshot));
  }

  private JavaSparkContext spark() {
    return JavaSparkContext.fromSparkContext(context.spark().sparkContext());
  }

  private SerializableConfiguration hadoop() {
    return new SerializableConfiguration(context.spark().sparkContext().hadoopConfiguration());
  }
}
