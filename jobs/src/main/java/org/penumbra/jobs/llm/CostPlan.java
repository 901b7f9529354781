package org.penumbra.jobs.llm;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.penumbra.Errors;
import org.penumbra.Interval;
import org.penumbra.embed.TokenCounter;
import org.penumbra.jobs.corpus.FileShardOpener;
import org.penumbra.jobs.corpus.Shard;
import org.penumbra.jobs.scan.CorpusInput;
import org.penumbra.jobs.spark.Encoders;
import org.penumbra.llm.CostEstimate;
import org.penumbra.llm.Mode;
import org.penumbra.llm.Prompt;
import org.penumbra.llm.Service;
import org.penumbra.policy.Policy;
import org.penumbra.settings.LlmSettings;
import org.penumbra.settings.LlmVoice;
import org.penumbra.settings.ScorerSettings;
import org.penumbra.settings.Settings;
import org.penumbra.settings.TriageSettings;

/** What asking a model about a corpus will take, in words, from a sample of its shards. */
public final class CostPlan {

  private static final double CHARACTERS_PER_TOKEN = 4;

  private final SparkSession spark;
  private final Settings settings;
  private final Policy policy;

  public CostPlan(SparkSession spark, Settings settings, Policy policy) {
    this.spark = spark;
    this.settings = settings;
    this.policy = policy;
  }

  /**
   * Makes sure that there is something to estimate, before Spark starts.
   *
   * @throws org.penumbra.UserException where no model is asked, or not about files
   */
  public static void require(Settings settings) {
    settings.requireCorpus();
    if (settings.scorer().kind() != ScorerSettings.Kind.LLM
        || !CorpusInput.isFiles(settings.corpus())) {
      throw Errors.nothingToPlan();
    }
  }

  /** Lines for people. */
  public String text() {
    CorpusSample sample = sample();
    LlmSettings llm = settings.llm();
    CostEstimate all = null;
    StringBuilder voices = new StringBuilder();
    for (LlmVoice voice : llm.voices()) {
      CostEstimate one = estimate(sample, llm.of(voice));
      voices.append(line("cost of " + voice.name(), one.cost(), "%,.2f"));
      all = all == null ? one : all.plus(one);
    }
    CostEstimate estimate = all == null ? estimate(sample, llm) : all;
    double hours = estimate.hours(LlmLimits.of(Service.CHAT, llm.spending()));
    return line("rows", estimate.rows(), "%,.0f")
        + String.format(
            Locale.ROOT, "%-18s %d of %d shards read%n", "", sample.read().size(), sample.shards())
        + line("requests", estimate.requests(), "%,.0f")
        + line("prompt tokens", estimate.promptTokens(), "%,.0f")
        + line("answer tokens", estimate.completionTokens(), "%,.0f")
        + voices
        + line("cost", estimate.cost(), "%,.2f")
        + String.format(
            Locale.ROOT,
            "%-18s %s%n",
            "hours",
            Double.isNaN(hours)
                ? "not known: neither llm.requests-per-minute nor llm.tokens-per-minute is set"
                : String.format(Locale.ROOT, "%,.1f at the rates that are set", hours))
        + String.format(
            "Each text is asked about once, so copies make it less; retries make it more.%s Tokens"
                + " are %s.%n",
            besides(),
            llm.tokenizer() == null
                ? "a quarter of the characters (llm.tokenizer would tell)"
                : "those of " + llm.tokenizer());
  }

  private CostEstimate estimate(CorpusSample sample, LlmSettings asked) {
    return CostEstimate.of(
        sample.read(),
        sample.bytes(),
        sample.shards(),
        settings.scorer().mode() == ScorerSettings.Mode.CASCADE
            ? Long.valueOf(settings.scorer().maxCalls())
            : null,
        request(sample.texts(), asked),
        LlmLimits.of(Service.CHAT, asked.spending()));
  }

  /** What a cascade may ask besides. */
  private String besides() {
    if (settings.scorer().mode() != ScorerSettings.Mode.CASCADE) {
      return "";
    }
    TriageSettings triage = settings.triage();
    return String.format(
        Locale.ROOT,
        " From %,d rows on a cascade first asks about %,d more, and where it has to be distilled"
            + " anew it asks twice.",
        triage.fromItems(),
        triage.distilSample() + triage.bandSample());
  }

  private CorpusSample sample() {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    CorpusInput input = new CorpusInput(settings.corpus(), hadoop);
    List<Shard> shards = input.shards(input.files(), new FileShardOpener());
    return CorpusSample.of(
        JavaSparkContext.fromSparkContext(spark.sparkContext()),
        shards,
        input.spec(),
        settings.seed());
  }

  private CostEstimate.Request request(List<String> texts, LlmSettings llm) {
    Mode mode =
        llm.mode() == LlmSettings.Mode.AUTO ? Mode.LOGPROBS : Mode.valueOf(llm.mode().name());
    Prompt prompt = new Prompt(policy, llm.examples(), llm.guidance(), mode);
    int samples = mode == Mode.VOTES ? llm.samples() : 1;
    String fixed = prompt.fixed();
    if (llm.tokenizer() == null) {
      return new CostEstimate.Request(
          fixed.length() / CHARACTERS_PER_TOKEN,
          1 / CHARACTERS_PER_TOKEN,
          mode.answerTokens(),
          samples);
    }
    try (TokenCounter counter = Encoders.tokenCounter(Path.of(llm.tokenizer()))) {
      long characters = texts.stream().mapToLong(String::length).sum();
      long tokens = texts.stream().mapToLong(counter::count).sum();
      return new CostEstimate.Request(
          (double) counter.count(fixed),
          characters == 0 ? 0 : (double) tokens / characters,
          mode.answerTokens(),
          samples);
    }
  }

  private static String line(String name, Interval value, String format) {
    String text = format + " [" + format + ", " + format + "]";
    return String.format(
        Locale.ROOT, "%-18s " + text + "%n", name, value.estimate(), value.low(), value.high());
  }
}
