package org.penumbra.jobs.llm;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.Manifest;
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

/**
 * One model behind one prompt. Each text is asked about once: what was answered before, in this
 * attempt or an earlier one, is looked up.
 */
final class Voice {

  /** What the answers of a wave are staged as; of one among several voices with its name behind. */
  static final String STAGED = "asked";

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
  private final String name;
  private final String edition;
  private final Parameters known;

  /**
   * @param settings of this voice alone
   * @param name among several; null for the only one
   */
  Voice(RunContext context, LlmSettings settings, String name) {
    this(context, settings, name, null, null);
  }

  /**
   * @param edition tells the model from others of its name, or null
   * @param known how it is asked, where that was found out before, or null
   */
  Voice(RunContext context, LlmSettings settings, String name, String edition, Parameters known) {
    this.context = context;
    this.settings = settings;
    this.name = name;
    this.edition = edition;
    this.known = known;
  }

  /** What messages and tables call it. */
  String name() {
    return name == null ? settings.model() : name;
  }

  /** What each file and folder of its own is called. */
  private String own(String common) {
    return name == null ? common : common + "-" + name;
  }

  /** Into how many parts so many texts are cut. */
  static int parts(long texts) {
    return (int) Math.max(1, Math.min(MOST_PARTS, 1 + texts / TEXTS_PER_PART));
  }

  /** In how many waves so many parts are asked about. */
  static int waves(int parts) {
    return Math.min(MOST_WAVES, (parts + PARTS_PER_WAVE - 1) / PARTS_PER_WAVE);
  }

  /** Whether answers are kept, but none of this voice. */
  boolean onlyOthersAnswered(StageRun run) {
    return AnswerFiles.onlyOthers(context.store(), spec(run).requestHash());
  }

  /**
   * Writes requests for a server that answers later, and reads what it answered so far, where that
   * is set.
   *
   * @return what people have to do before all is answered, if anything
   */
  Optional<String> waitsFor(StageRun run, Dataset<Row> texts, long rows, int parts) {
    if (settings.offline() == LlmSettings.Offline.NONE) {
      return Optional.empty();
    }
    OfflineFiles files = new OfflineFiles(context, spec(run), name == null ? "" : "/" + name);
    if (settings.offline() == LlmSettings.Offline.IMPORT) {
      run.describe("read results");
      OfflineFiles.Read read = files.read(parts);
      run.add("llm_results", read.taken());
      if (read.left() > 0) {
        run.warn(
            String.format(
                "%,d lines of results hold no answer to what is asked, %,d do",
                read.left(), read.taken()));
      }
    }
    run.describe("write requests");
    OfflineFiles.Written written = files.write(texts, rows);
    if (written.requests() == 0) {
      return Optional.empty();
    }
    run.add("llm_requests_written", written.requests());
    return Optional.of(files.sentence(written));
  }

  /**
   * Asks about texts.
   *
   * @return where the answers are, in the columns of {@link AskPart#SCHEMA}
   */
  List<Manifest> ask(StageRun run, Dataset<Row> texts, int parts) {
    LlmSpec spec = spec(run);
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
      run.add("llm_requests", used.requests());
      run.add("llm_prompt_tokens", used.promptTokens());
      run.add("llm_completion_tokens", used.completionTokens());
    }
  }

  /** Who lost the lease neither says what was spent nor spends more. */
  private void put(SpendingFile file, Spending spent) {
    context.lease().check();
    file.put(spent);
  }

  private LlmSpec spec(StageRun run) {
    return new LlmSpec(
        context.policy(),
        LlmSpec.Server.of(settings),
        parameters(run),
        settings.examples(),
        settings.guidance(),
        edition,
        UUID.randomUUID().toString());
  }

  /** How the model is asked, as it was found out at the first call. */
  Parameters parameters(StageRun run) {
    return known != null
        ? known
        : run.frozen(
            own("llm"),
            new TypeReference<Parameters>() {},
            () ->
                settings.offline() == LlmSettings.Offline.NONE
                    ? checked(run, LlmSpec.Server.of(settings))
                    : unchecked());
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
                  model,
                  mode ->
                      new Prompt(context.policy(), settings.examples(), settings.guidance(), mode),
                  labels)
              .run(settings.model(), wanted(), settings.samples());
      context.progress().line("  " + name() + ": " + String.join("; ", result.findings()));
      SpendingFile file = new SpendingFile(context.store());
      Spending spent = file.read();
      file.put(
          new Spending(
              spent.usage().plus(result.usage()),
              spent.pending(),
              spent.cost() + LlmLimits.of(settings.spending()).cost(result.usage())));
      return result.parameters();
    }
  }

  private List<Manifest> waves(StageRun run, LlmSpec spec, Dataset<Row> texts, int parts) {
    int waves = waves(parts);
    run.describe("ask " + name());
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
          two.submit(
              () -> run.stage(own(STAGED), number, () -> wave(spec, sorted, ofWave, listed))));
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
