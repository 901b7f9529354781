package org.penumbra.jobs.llm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.penumbra.Errors;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageState;
import org.penumbra.llm.Parameters;
import org.penumbra.llm.Service;
import org.penumbra.llm.Spending;
import org.penumbra.settings.LlmSettings;
import org.penumbra.settings.TrainSettings;

/** A large language model's scores of texts, or those of several voices as one. */
public final class LlmScores {

  /** What such scores' scorer is called in datasets. */
  public static final String NAME = "llm";

  private final RunContext context;
  private final List<Voice> voices;
  private final String prefix;

  private LlmScores(RunContext context, List<Voice> voices) {
    this(context, voices, "");
  }

  private LlmScores(RunContext context, List<Voice> voices, String prefix) {
    requireSafe(context);
    requireDifferent(voices);
    this.context = context;
    this.voices = voices;
    this.prefix = prefix;
  }

  /** Of the model, or the voices, that the settings name. */
  public static LlmScores of(RunContext context) {
    LlmSettings settings = context.settings().llm();
    return new LlmScores(
        context,
        settings.voices().isEmpty()
            ? List.of(new Voice(context, settings, null))
            : settings.voices().stream()
                .map(voice -> new Voice(context, settings.of(voice), voice.name()))
                .toList());
  }

  /** The same, for texts that a stage asks about before all others. */
  public LlmScores before(String purpose) {
    return new LlmScores(context, voices, purpose + "-");
  }

  /**
   * Makes sure that tasks which pay may run, before anything is paid.
   *
   * @throws org.penumbra.UserException where Spark would have them pay twice or show the key
   */
  public static void requireSafe(RunContext context) {
    PaidTasks.check(context.spark().sparkContext().getConf(), Service.CHAT);
  }

  private static void requireDifferent(List<Voice> voices) {
    Map<String, Voice> byQuestion = new TreeMap<>();
    for (Voice voice : voices) {
      Voice same = byQuestion.put(voice.question(), voice);
      if (same != null) {
        throw Errors.sameVoices(same.name(), voice.name());
      }
    }
  }

  /**
   * Of a model that was tuned for the bare prompt.
   *
   * @param edition tells it from others of its name
   * @param known how it is asked, where that was found out before, or null
   */
  public static LlmScores tuned(
      RunContext context, String model, String baseUrl, String edition, Parameters known) {
    TrainSettings train = context.settings().train();
    LlmSettings settings =
        context
            .settings()
            .llm()
            .tuned(model, train.baseUrl() == null ? baseUrl : train.baseUrl(), train.keyFile());
    return new LlmScores(context, List.of(new Voice(context, settings, "tuned", edition, known)));
  }

  /**
   * What was answered.
   *
   * @param manifests where the answers are ({@link #schema})
   * @param said what people should know of the voices; empty where there is one
   */
  public record Answers(List<Manifest> manifests, String said) {}

  /** The columns of an answer: its text's hash, score and doubt, or a reason. */
  public static StructType schema() {
    return VoiceScores.SCHEMA;
  }

  /**
   * Asks about texts.
   *
   * @param texts a column of that name, of distinct items or not
   * @param rows how many there are, about
   * @return the answers, or nothing where requests were written for a server that answers later:
   *     then the stage waits
   */
  public Optional<Answers> ask(StageRun run, Dataset<Row> texts, long rows) {
    int parts = AskedWaves.parts(run, prefix + AskedWaves.PLAN, rows);
    List<String> waiting =
        voices.stream()
            .map(voice -> voice.waitsFor(run, texts, rows, parts))
            .flatMap(Optional::stream)
            .toList();
    if (!waiting.isEmpty()) {
      run.waitForPeople(String.join("; ", waiting));
      return Optional.empty();
    }
    // Sorted once for all: Spark keeps what it has shuffled.
    JavaPairRDD<String, String> sorted = ByHash.of(parts).texts(texts);
    Map<String, List<Manifest>> asked = new TreeMap<>();
    for (Voice voice : voices) {
      asked.put(voice.name(), voice.ask(run, prefix + AskedWaves.STAGED, sorted, parts));
    }
    return Optional.of(
        voices.size() == 1
            ? new Answers(asked.get(voices.get(0).name()), "")
            : new VoiceScores(context, asked.keySet(), prefix).combined(run, asked));
  }

  /** Says so where answers are kept that are of no use, for all was asked otherwise. */
  public void warnOfOtherAnswers(StageRun run) {
    if (voices.stream().allMatch(voice -> voice.onlyOthersAnswered(run))) {
      run.warn(
          "the answers that are kept are to another prompt, model or setting: every text is asked"
              + " about anew");
    }
  }

  /** Finds out how the only voice is to be asked. */
  public Parameters probed(StageRun run) {
    return voices.get(0).probed(run);
  }

  /** The hash of the prompt of the only voice. */
  public String prompt() {
    return voices.get(0).prompt();
  }

  /**
   * Asks about texts of items, where no people are waited for.
   *
   * @param items with a column text
   * @return the items, each with the columns of its answer
   */
  public Dataset<Row> scored(StageRun run, Dataset<Row> items, long rows) {
    return beside(items, ask(run, items, rows).orElseThrow());
  }

  /** Items with the columns of the answers to their texts; null where there is none. */
  public Dataset<Row> beside(Dataset<Row> items, Answers answers) {
    return items
        .withColumn("text_hash", ByHash.hashOfText())
        .join(context.data().read(schema(), answers.manifests(), ""), "text_hash", "left")
        .drop("text_hash");
  }

  /**
   * Rejects that earlier attempts brought count too: no number of restarts gets past the share.
   *
   * @throws org.penumbra.UserException where too many texts got no score
   */
  public void requireScores(long rejected, long asked) {
    double most = context.settings().llm().spending().maxFailureShare();
    if (LlmLimits.tooMany(rejected, asked, most)) {
      throw Errors.tooFewScores(rejected, asked, most);
    }
  }

  /** How many waves a stage writes of each thing it stages of answers, as far as is known. */
  public static SortedMap<String, Integer> plannedWaves(StageState stage) {
    return AskedWaves.planned(stage);
  }

  /** The money that all askings of this run took. */
  public Spending spent() {
    return new SpendingFile(context.store(), Service.CHAT).read();
  }
}
