package org.penumbra.settings;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.penumbra.StableHash;

/**
 * The large language model that is asked, and what may be spent on it.
 *
 * @param baseUrl of a server that speaks the OpenAI protocol, up to and with /v1, or null
 * @param model its name, or null
 * @param keyFile file of the key on each machine that asks, or null
 * @param environmentKey whether the key of the environment is for this server, where no file is set
 * @param tokenizer its tokenizer.json, for estimates, or null
 * @param mode how a score is read
 * @param samples answers per text where they vote
 * @param examples most of the policy's examples of each kind in the prompt
 * @param guidance what else the model is told of how to judge, or null
 * @param voices that are asked in its place, if any
 * @param maxInFlight requests in flight per executor
 * @param timeout of a request
 * @param outage time without any usable answer
 * @param attempts unusable answers to one text
 * @param saveInterval time between two savings of answers
 * @param offline whether requests go to a server by file
 * @param spending what may be spent
 */
public record LlmSettings(
    String baseUrl,
    String model,
    String keyFile,
    boolean environmentKey,
    String tokenizer,
    Mode mode,
    int samples,
    int examples,
    String guidance,
    List<LlmVoice> voices,
    int maxInFlight,
    Duration timeout,
    Duration outage,
    int attempts,
    Duration saveInterval,
    Offline offline,
    SpendingSettings spending) {

  static final int MOST_EXAMPLES = 1000;

  /** Of so many there are few enough patterns of votes. */
  private static final int MOST_VOICES = 12;

  /** How a score is read from answers. */
  public enum Mode {
    AUTO,
    LOGPROBS,
    VOTES,
    CONFIDENCE
  }

  /** How requests reach the server. */
  public enum Offline {
    /** One by one, over HTTP. */
    NONE,
    /** As files that are written. */
    EXPORT,
    /** By the files of results that came back. */
    IMPORT
  }

  static LlmSettings read(SettingsReader reader) {
    LlmSettings llm =
        new LlmSettings(
            ServerAddress.read(reader, "llm.base-url"),
            reader.optionalText("llm.model"),
            reader.optionalText("llm.key-file"),
            true,
            reader.optionalText("llm.tokenizer"),
            reader.choice("llm.mode", Mode.class),
            reader.integer("llm.samples", 2, 100),
            reader.integer("llm.examples", 0, MOST_EXAMPLES),
            reader.optionalText("llm.guidance"),
            reader.voices("llm.voices"),
            reader.integer("llm.max-in-flight", 1, 10_000),
            reader.duration("llm.timeout"),
            reader.duration("llm.outage"),
            reader.atLeast(1, "llm.attempts"),
            reader.duration("llm.save-interval"),
            reader.choice("llm.offline", Offline.class),
            SpendingSettings.ofChat(reader, "llm"));
    Set<String> names = new TreeSet<>();
    if (!llm.voices.stream().allMatch(voice -> names.add(voice.name()))) {
      reader.conflict("two voices of one name", "llm.voices");
    }
    if (llm.voices.size() > MOST_VOICES) {
      reader.conflict("more than " + MOST_VOICES + " voices", "llm.voices");
    }
    return llm;
  }

  /** The same for one of the voices alone. A key goes to the server it is for, and to no other. */
  public LlmSettings of(LlmVoice voice) {
    String url = or(voice.baseUrl(), baseUrl);
    boolean ours = ServerAddress.sameServer(url, baseUrl);
    return with(
        url,
        or(voice.model(), model),
        voice.keyFile() != null || !ours ? voice.keyFile() : keyFile,
        ours,
        or(voice.examples(), examples),
        or(voice.guidance(), guidance),
        spending.at(
            or(voice.promptPrice(), spending.promptPrice()),
            or(voice.completionPrice(), spending.completionPrice())));
  }

  /**
   * The same for a model that was tuned for the bare prompt, which is asked over HTTP. A key goes
   * to the server it is for, and to no other.
   *
   * @param ownKeyFile file of that server's key, or null
   */
  public LlmSettings tuned(String tunedModel, String url, String ownKeyFile) {
    boolean ours = ServerAddress.sameServer(url, baseUrl);
    return new LlmSettings(
        url,
        tunedModel,
        ownKeyFile != null || !ours ? ownKeyFile : keyFile,
        ours,
        tokenizer,
        mode == Mode.CONFIDENCE ? Mode.AUTO : mode,
        samples,
        0,
        null,
        List.of(),
        maxInFlight,
        timeout,
        outage,
        attempts,
        saveInterval,
        Offline.NONE,
        spending);
  }

  /** Of what decides answers, wherever the server stands: 32 hexadecimal digits. */
  public String askedHash() {
    return StableHash.id128(model + "\n" + examples + "\n" + guidance);
  }

  private LlmSettings with(
      String otherUrl,
      String otherModel,
      String otherKeyFile,
      boolean otherEnvironmentKey,
      int otherExamples,
      String otherGuidance,
      SpendingSettings otherSpending) {
    return new LlmSettings(
        otherUrl,
        otherModel,
        otherKeyFile,
        otherEnvironmentKey,
        tokenizer,
        mode,
        samples,
        otherExamples,
        otherGuidance,
        List.of(),
        maxInFlight,
        timeout,
        outage,
        attempts,
        saveInterval,
        offline,
        otherSpending);
  }

  private static <T> T or(T own, T common) {
    return own == null ? common : own;
  }
}
