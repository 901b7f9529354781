package org.penumbra.redact;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Redacts texts on their way out of a run: to a page, a tool, a sample among the rejects. Patterns
 * first, then the user's own command. Of a text that a pattern cannot get through nothing is shown,
 * and a command that fails stops the work: nothing leaves as it was.
 */
public final class Redactor {

  /** What one pattern may take for one text; most take microseconds. */
  private static final Duration MOST = Duration.ofSeconds(1);

  private final List<Pattern> patterns;
  private final String replacement;
  private final RedactCommand command;
  private final Consumer<String> warnings;

  /**
   * @param patterns regular expressions, in order
   * @param replacement what stands in the place of a match, literally
   * @param command a shell command, or null
   * @param warnings is told which patterns are too slow, and never any text
   */
  public Redactor(
      List<String> patterns, String replacement, String command, Consumer<String> warnings) {
    this.patterns = patterns.stream().map(Pattern::compile).toList();
    this.replacement = replacement;
    this.command = command == null ? null : new RedactCommand(command);
    this.warnings = warnings;
  }

  /** Whether anything would be changed at all. */
  public boolean isIdle() {
    return patterns.isEmpty() && command == null;
  }

  /**
   * The texts as they may be seen outside, in the same order.
   *
   * @throws org.penumbra.UserException if the command fails or answers with another number of texts
   */
  public List<String> redact(List<String> texts) {
    List<String> redacted = new ArrayList<>();
    SortedMap<Integer, Integer> stuck = new TreeMap<>();
    texts.forEach(text -> redacted.add(withoutMatches(text, stuck)));
    stuck.forEach(
        (number, count) ->
            warnings.accept(
                String.format(
                    Locale.ROOT,
                    "redact.patterns: '%s' got through %d texts neither in time nor in memory, so"
                        + " all of each is replaced. Write it without a repetition inside a"
                        + " repetition.",
                    patterns.get(number),
                    count)));
    return command == null || texts.isEmpty() ? redacted : command.filter(redacted);
  }

  /**
   * A text after all patterns.
   *
   * @param stuck counts, by pattern, the texts it did not get through
   */
  private String withoutMatches(String text, Map<Integer, Integer> stuck) {
    String without = text;
    for (int i = 0; i < patterns.size(); i++) {
      try {
        without =
            patterns
                .get(i)
                .matcher(new TimedText(without, MOST))
                .replaceAll(Matcher.quoteReplacement(replacement));
      } catch (TimedText.TimeUp | StackOverflowError e) {
        // A matcher calls itself for every repetition of a group, as deep as the text is long.
        stuck.merge(i, 1, Integer::sum);
        return replacement;
      }
    }
    return without;
  }

  /** One text as it may be seen outside. */
  public String redact(String text) {
    return redact(List.of(text)).get(0);
  }

  /** Texts by key, redacted in one go. */
  public SortedMap<String, String> redact(SortedMap<String, String> texts) {
    List<String> values = redact(List.copyOf(texts.values()));
    SortedMap<String, String> redacted = new TreeMap<>();
    int next = 0;
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      redacted.put(entry.getKey(), values.get(next++));
    }
    return redacted;
  }
}
