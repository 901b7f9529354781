package org.penumbra.jobs.llm;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.penumbra.Errors;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageState;
import org.penumbra.llm.ChatModel;
import org.penumbra.llm.Constraint;
import org.penumbra.llm.Labels;
import org.penumbra.llm.Ledger;
import org.penumbra.llm.Mode;
import org.penumbra.llm.Parameters;
import org.penumbra.llm.Prompt;
import org.penumbra.llm.SelfCheck;
import org.penumbra.llm.Spending;
import org.penumbra.llm.Usage;
import org.penumbra.settings.LlmSettings;
import scala.Tuple2;

/**
 * A large language model's scores of texts. Each text is asked about once: what was answered
 * before, in this attempt or an earlier one, is looked up.
 */
public final class LlmScores {

  /** What such scores' scorer is called in datasets. */
  public static final String NAME = "llm";

  /** What the answers of a wave are staged as. */
  public static final String STAGED = "asked";

  private static final String PLAN = "ask";
  private static final TypeReference<Integer> PARTS = new TypeReference<>() {};

  /** So that a task's answers fit its memory many times over. */
  private static final long TEXTS_PER_PART = 1024;

  private static final long MOST_PARTS = 1 << 20;

  /** What is answered does not wait for its wave, so there need not be many. */
  private static final int MOST_WAVES = 16;

  private static final int PARTS_PER_WAVE = 32;

  /** Two waves at once: when one ends, and its last answers are waited for, the other has work. */
  private static final int WAVES_AT_ONCE = 2;

  private final RunContext context;
  private final LlmSettings settings;

  public LlmScores(RunContext context) {
    this.context = context;
    this.settings = context.settings().llm();
  }

  /**
   * Asks about texts.
   *
   * @param texts a column of that name, of distinct items or not
   * @param rows how many there are, about
   * @return where the answers are ({@link #schema}), or nothing where requests were written for a
   *     server that answers later: then the stage waits
   */
  public Optional<List<Manifest>> ask(StageRun run, Dataset<Row> texts, long rows) {
    refuse(context.spark().sparkContext().getConf());
    LlmSpec spec = spec(run);
    if (AnswerFiles.onlyOthers(context.store(), spec.requestHash())) {
      run.warn(
          "the answers that are kept are to another prompt, model or setting: every text is asked"
              + " about anew");
    }
    int parts =
        run.frozen(
            PLAN, PARTS, () -> (int) Math.max(1, Math.min(MOST_PARTS, 1 + rows / TEXTS_PER_PART)));
    return settings.offline() != LlmSettings.Offline.NONE && waits(run, spec, texts, rows, parts)
        ? Optional.empty()
        : Optional.of(ask(run, spec, texts, parts));
  }

  /** Whether requests are left that a server has to answer in its own time. */
  private boolean waits(StageRun run, LlmSpec spec, Dataset<Row> texts, long rows, int parts) {
    OfflineFiles files = new OfflineFiles(context, spec);
    if (settings.offline() == LlmSettings.Offline.IMPORT) {
      run.describe("read results");
      OfflineFiles.Read read = files.read(parts);
      run.count("llm_results", read.taken());
      if (read.left() > 0) {
        run.warn(
            String.format(
                "%,d lines of results hold no answer to what is asked, %,d do",
                read.left(), read.taken()));
      }
    }
    run.describe("write requests");
    OfflineFiles.Written written = files.write(texts, rows);
    if (written.requests() > 0) {
      run.count("llm_requests_written", written.requests());
      run.waitForPeople(written.sentence());
    }
    return written.requests() > 0;
  }

  private List<Manifest> ask(StageRun run, LlmSpec spec, Dataset<Row> texts, int parts) {
    SpendingFile file = new SpendingFile(context.store());
    Spending before = file.read();
    Ledger ledger =
        new Ledger(
            LlmLimits.of(settings.spending()), before, System::nanoTime, spent -> put(file, spent));
    Ledgers.open(spec.ledger(), ledger);
    try {
      List<Manifest> asked = waves(run, spec, texts, parts);
      put(file, ledger.spending());
      return asked;
    } catch (RuntimeException e) {
      if (context.lease().isHeld()) {
        file.put(ledger.spending());
      }
      throw e;
    } finally {
      Ledgers.close(spec.ledger());
      Usage used = ledger.spending().total().minus(before.total());
      run.count("llm_requests", used.requests());
      run.count("llm_prompt_tokens", used.promptTokens());
      run.count("llm_completion_tokens", used.completionTokens());
    }
  }

  /** Who lost the lease neither says what was spent nor spends more. */
  private void put(SpendingFile file, Spending spent) {
    context.lease().check();
    file.put(spent);
  }

  private static void refuse(SparkConf conf) {
    if (conf.getBoolean("spark.speculation", false)) {
      throw Errors.paidSpeculation();
    }
    for (Tuple2<String, String> property : conf.getAll()) {
      if (property._1().toUpperCase(Locale.ROOT).contains(LlmSpec.Server.KEY_VARIABLE)
          && !property._1().contains("secretKeyRef")) {
        throw Errors.keyInSparkConfiguration(property._1());
      }
    }
  }

  /** The columns of an answer: its text's hash, score and doubt, or a reason. */
  public static StructType schema() {
    return AskPart.SCHEMA;
  }

  private LlmSpec spec(StageRun run) {
    LlmSpec.Server server = LlmSpec.Server.of(settings);
    Parameters parameters =
        run.frozen(
            "llm",
            new TypeReference<Parameters>() {},
            () ->
                settings.offline() == LlmSettings.Offline.NONE
                    ? checked(run, server)
                    : unchecked());
    return new LlmSpec(
        context.policy(), server, parameters, settings.examples(), UUID.randomUUID().toString());
  }

  /** Nobody can be probed: what is set is asked for, in the way that all servers know. */
  private Parameters unchecked() {
    Mode mode = wanted() == null ? Mode.LOGPROBS : wanted();
    return new Parameters(
        settings.model(),
        mode,
        Constraint.NONE,
        mode == Mode.VOTES ? settings.samples() : 1,
        true,
        mode == Mode.VOTES ? 1 : 0,
        Parameters.TokenLimit.MAX_COMPLETION_TOKENS);
  }

  private Mode wanted() {
    return settings.mode() == LlmSettings.Mode.AUTO ? null : Mode.valueOf(settings.mode().name());
  }

  private Parameters checked(StageRun run, LlmSpec.Server server) {
    run.describe("probe the model");
    Labels labels = new Labels(context.policy());
    try (ChatModel model = server.open(labels)) {
      SelfCheck.Result result =
          new SelfCheck(
                  model, mode -> new Prompt(context.policy(), settings.examples(), mode), labels)
              .run(settings.model(), wanted(), settings.samples());
      context
          .progress()
          .line("  " + settings.model() + ": " + String.join("; ", result.findings()));
      SpendingFile file = new SpendingFile(context.store());
      Spending spent = file.read();
      Usage total = spent.usage().plus(result.usage());
      file.put(
          new Spending(
              total,
              spent.pending(),
              LlmLimits.of(settings.spending()).cost(total.plus(spent.pending()))));
      return result.parameters();
    }
  }

  private List<Manifest> waves(StageRun run, LlmSpec spec, Dataset<Row> texts, int parts) {
    int waves = waves(parts);
    run.describe("ask the model");
    AnswerFiles files = new AnswerFiles(context.store(), spec.requestHash());
    Broadcast<List<String>> listed =
        JavaSparkContext.fromSparkContext(context.spark().sparkContext()).broadcast(files.names());
    JavaPairRDD<String, String> sorted = ByHash.of(parts).texts(texts);
    ExecutorService two = Executors.newFixedThreadPool(WAVES_AT_ONCE);
    List<Future<Manifest>> open = new ArrayList<>();
    for (int wave = 1; wave <= waves; wave++) {
      int number = wave;
      ByHash ofWave =
          new ByHash(
              (int) ((long) parts * (wave - 1) / waves),
              (int) ((long) parts * wave / waves),
              parts);
      open.add(
          two.submit(() -> run.stage(STAGED, number, () -> wave(spec, sorted, ofWave, listed))));
    }
    try {
      List<Manifest> written = new ArrayList<>();
      for (Future<Manifest> wave : open) {
        written.add(wave.get());
        run.waves(written.size(), waves);
      }
      return written;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the model was asked", e);
    } finally {
      // What is under way saves its answers; what has not begun does not begin.
      open.forEach(wave -> wave.cancel(false));
      end(two);
    }
  }

  private static void end(ExecutorService waves) {
    waves.shutdown();
    try {
      while (!waves.awaitTermination(1, TimeUnit.MINUTES)) {
        // Until what is under way has ended.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int waves(int parts) {
    return Math.min(MOST_WAVES, (parts + PARTS_PER_WAVE - 1) / PARTS_PER_WAVE);
  }

  /** In how many waves a stage asks; empty before it has begun to. */
  public static Optional<Integer> plannedWaves(StageState stage) {
    return stage.frozen(PLAN, PARTS).map(LlmScores::waves);
  }

  /** The texts are sorted once for all waves: Spark keeps what it has shuffled. */
  private Dataset<Row> wave(
      LlmSpec spec,
      JavaPairRDD<String, String> sorted,
      ByHash ofWave,
      Broadcast<List<String>> listed) {
    AskPart ask =
        new AskPart(
            spec,
            context.uri(),
            new SerializableConfiguration(context.spark().sparkContext().hadoopConfiguration()),
            ofWave,
            listed,
            settings.saveInterval());
    return context
        .spark()
        .createDataFrame(ofWave.partitions(sorted).mapPartitions(ask), AskPart.SCHEMA);
  }
}
