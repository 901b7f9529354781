package org.penumbra.settings;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.penumbra.hocon.Leaf;
import org.penumbra.hocon.Problems;

/**
 * Typed getters over the defaults and what a user laid over them. A value of the wrong type or out
 * of range is noted and its default returned, so that one reading finds every problem. The known
 * keys are those that were asked for.
 */
final class SettingsReader {

  private static final Pattern DURATION = Pattern.compile("[0-9.]+ ?(ms|s|m|h|d)");
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");
  private static final Pattern SCHEME_AND_PATH = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*");

  private final Map<String, Leaf> defaults;
  private final Map<String, Leaf> given;
  private final Problems problems;
  private final Map<String, EffectiveSetting> read = new LinkedHashMap<>();

  SettingsReader(Map<String, Leaf> defaults, Map<String, Leaf> given, Problems problems) {
    this.defaults = defaults;
    this.given = given;
    this.problems = problems;
  }

  EffectiveSettings effective() {
    return new EffectiveSettings(read.values());
  }

  Set<String> known() {
    return read.keySet();
  }

  String text(String key) {
    return read(key, "a text", SettingsReader::someText, t -> t);
  }

  /** A text, or null when unset. */
  String optionalText(String key) {
    return optional(key, "a text or null", SettingsReader::someText);
  }

  /** A path or URI, globs allowed, or null when unset. */
  String optionalUri(String key) {
    return optional(
        key, "a path, a URI such as s3a://bucket/path, or null", SettingsReader::pathOrUri);
  }

  int integer(String key, int min, int max) {
    return read(
        key, "a whole number from " + min + " to " + max, t -> (int) whole(t, min, max), n -> n);
  }

  int atLeast(int min, String key) {
    String expected = "a whole number of at least " + min;
    return read(key, expected, t -> (int) whole(t, min, Integer.MAX_VALUE), n -> n);
  }

  long anyWhole(String key) {
    return read(key, "a whole number", t -> whole(t, Long.MIN_VALUE, Long.MAX_VALUE), n -> n);
  }

  /** A number in [0, 1]. */
  double share(String key) {
    return read(key, "a number from 0 to 1", t -> number(t, 0, 1), n -> n);
  }

  /** A number in (0, 1). */
  double properShare(String key) {
    String expected = "a number between 0 and 1, neither included";
    return read(key, expected, t -> number(t, Double.MIN_VALUE, Math.nextDown(1.0)), n -> n);
  }

  /** A number in (0, 1), or null when unset. */
  Double optionalProperShare(String key) {
    return read(
        key,
        "a number between 0 and 1, neither included, or null",
        t -> t.equals("null") ? null : number(t, Double.MIN_VALUE, Math.nextDown(1.0)),
        n -> n);
  }

  boolean flag(String key) {
    return read(
        key,
        "true or false",
        t -> check(t.equals("true") || t.equals("false"), t.equals("true")),
        b -> b);
  }

  /** Texts, none empty, in the order given; none at all is fine. */
  List<String> texts(String key) {
    return list(key, "a list of texts, such as [one, two]", SettingsReader::someText);
  }

  /** A number above 0. */
  double positive(String key) {
    String expected = "a number above 0";
    return read(key, expected, t -> number(t, Double.MIN_VALUE, Double.MAX_VALUE), n -> n);
  }

  /** A number of at least 0. */
  double notNegative(String key) {
    return read(key, "a number of at least 0", t -> number(t, 0, Double.MAX_VALUE), n -> n);
  }

  /** A number above 0, or null when unset. */
  Double optionalPositive(String key) {
    return read(
        key,
        "a number above 0 or null",
        t -> t.equals("null") ? null : number(t, Double.MIN_VALUE, Double.MAX_VALUE),
        n -> n);
  }

  /** A whole number of at least 1, or null when unset. */
  Long optionalCount(String key) {
    return this.<Long>read(
        key,
        "a whole number of at least 1 or null",
        t -> t.equals("null") ? null : Long.valueOf(whole(t, 1, Long.MAX_VALUE)),
        n -> n);
  }

  /** A whole number from 1 on, or null when unset. */
  Integer optionalInteger(String key, int max) {
    return this.<Integer>read(
        key,
        "a whole number from 1 to " + max + " or null",
        t -> t.equals("null") ? null : Integer.valueOf((int) whole(t, 1, max)),
        n -> n);
  }

  /** Numbers in (0, 1], in the order given; none at all is fine. */
  List<Double> shares(String key) {
    return list(
        key,
        "a list of numbers above 0, at most 1, such as [0.5, 0.9]",
        t -> number(t, Double.MIN_VALUE, 1));
  }

  /** Numbers in (0, 1), in the order given; none at all is fine. */
  List<Double> properShares(String key) {
    return list(
        key,
        "a list of numbers between 0 and 1, neither included, such as [0.05, 0.01]",
        t -> number(t, Double.MIN_VALUE, Math.nextDown(1.0)));
  }

  /** Whole numbers of at least 1, in the order given; none at all is fine. */
  List<Integer> counts(String key) {
    return list(
        key,
        "a list of whole numbers of at least 1, such as [50, 100]",
        t -> (int) whole(t, 1, Integer.MAX_VALUE));
  }

  /** Variants of a study, in the order given; none at all is fine. */
  List<StudyVariant> variants(String key) {
    List<StudyVariant> variants =
        list(
            key,
            "a list such as [\"no-ngrams: student.ngram-weight=0\"], of what plays read:"
                + " student.*, embedder.*, cluster.* but iterations, pair.neighbours,"
                + " pair.sparsest-share, select.audit-share, select.top-share, scorer.prevalence,"
                + " study.dimensions, study.cold-start, study.batches",
            StudyVariant::parse);
    record(key, leaf(key), variants, variants.stream().map(StudyVariant::toString).toList());
    return variants;
  }

  /** Commands by name, in the order given; none at all is fine. */
  List<StudyCommand> commands(String key) {
    List<StudyCommand> commands =
        list(key, "a list such as [\"mine: python3 choose.py\"]", StudyCommand::parse);
    record(key, leaf(key), commands, commands.stream().map(StudyCommand::toString).toList());
    return commands;
  }

  /** Voices of a model, in the order given; none at all is fine. */
  List<LlmVoice> voices(String key) {
    List<LlmVoice> voices =
        list(
            key,
            "a list such as [\"strict: guidance=When in doubt, it violates.\"], of base-url, model,"
                + " key-file, guidance, examples, prompt-price, completion-price",
            LlmVoice::parse);
    record(key, leaf(key), voices, voices.stream().map(LlmVoice::toString).toList());
    return voices;
  }

  DataSize size(String key) {
    return read(
        key, "a size with its unit, such as 1MiB or 64 MB", DataSize::parse, DataSize::toString);
  }

  Duration duration(String key) {
    return read(
        key,
        "a time above 0 with its unit, such as 500ms, 30s, 5m or 2h",
        SettingsReader::time,
        d -> d.toMillis() % 1000 == 0 ? d.toSeconds() + "s" : d.toMillis() + "ms");
  }

  <E extends Enum<E>> E choice(String key, Class<E> type) {
    Map<String, E> choices = new LinkedHashMap<>();
    Arrays.stream(type.getEnumConstants()).forEach(e -> choices.put(name(e), e));
    return read(
        key,
        choices.size() == 1
            ? choices.keySet().iterator().next()
            : "one of " + String.join(", ", choices.keySet()),
        t -> check(choices.containsKey(t), choices.get(t)),
        SettingsReader::name);
  }

  /** Notes that values do not go together, at the first of the keys that is not a default. */
  void conflict(String what, String... keys) {
    String key = Arrays.stream(keys).filter(given::containsKey).findFirst().orElse(keys[0]);
    problems.add(leaf(key), what);
  }

  private String optional(String key, String expected, UnaryOperator<String> parse) {
    return read(key, expected, t -> t.equals("null") ? null : parse.apply(t), t -> t);
  }

  private <T> T read(
      String key, String expected, Function<String, T> parse, Function<T, Object> plain) {
    Leaf leaf = leaf(key);
    T value;
    try {
      value = parse.apply(check(leaf.scalar(), leaf).text());
    } catch (IllegalArgumentException | ArithmeticException e) {
      problems.unexpected(leaf, expected);
      value = parse.apply(defaults.get(key).text());
    }
    return record(key, leaf, value, plain.apply(value));
  }

  private <T> List<T> list(String key, String expected, Function<String, T> parse) {
    Leaf leaf = leaf(key);
    List<T> value;
    try {
      value = leaf.texts().stream().map(parse).toList();
    } catch (IllegalArgumentException e) {
      problems.unexpected(leaf, expected);
      value = defaults.get(key).texts().stream().map(parse).toList();
    }
    return record(key, leaf, value, value);
  }

  private <T> T record(String key, Leaf leaf, T value, Object plain) {
    String origin = given.containsKey(key) ? leaf.where() : "default";
    read.put(key, new EffectiveSetting(key, plain, origin));
    return value;
  }

  private Leaf leaf(String key) {
    return given.getOrDefault(key, defaults.get(key));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String someText(String text) {
    return check(!text.isBlank() && !text.equals("null"), text);
  }

  private static String pathOrUri(String text) {
    boolean schemeAlone =
        SCHEME.matcher(text).matches() && !SCHEME_AND_PATH.matcher(text).matches();
    return check(!schemeAlone, someText(text));
  }

  private static long whole(String text, long min, long max) {
    long number = new BigDecimal(text).longValueExact();
    return check(min <= number && number <= max, number);
  }

  private static double number(String text, double min, double max) {
    double number = new BigDecimal(text).doubleValue();
    return check(min <= number && number <= max, number);
  }

  private static Duration time(String text) {
    check(DURATION.matcher(text).matches(), text);
    try {
      Duration time = ConfigValueFactory.fromAnyRef(text).atKey("time").getDuration("time");
      return check(time.toMillis() > 0, Duration.ofMillis(time.toMillis()));
    } catch (ConfigException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static <T> T check(boolean fine, T value) {
    if (!fine) {
      throw new IllegalArgumentException(String.valueOf(value));
    }
    return value;
  }
}
