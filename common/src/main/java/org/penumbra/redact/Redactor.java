package org.penumbra.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Redacts texts on their way out of a run: to a page, a tool, a model's server, a sample among the
 * rejects. Patterns first, then the user's own command. A text that cannot be redacted stops the
 * work: nothing leaves as it was.
 */
public final class Redactor {

  private final List<Pattern> patterns;
  private final String replacement;
  private final RedactCommand command;

  /**
   * @param patterns regular expressions, in order
   * @param replacement what stands in the place of a match, literally
   * @param command a shell command, or null
   */
  public Redactor(List<String> patterns, String replacement, String command) {
    this.patterns = patterns.stream().map(Pattern::compile).toList();
    this.replacement = Matcher.quoteReplacement(replacement);
    this.command = command == null ? null : new RedactCommand(command);
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
    for (String text : texts) {
      String without = text;
      for (Pattern pattern : patterns) {
        without = pattern.matcher(without).replaceAll(replacement);
      }
      redacted.add(without);
    }
    return command == null || texts.isEmpty() ? redacted : command.filter(redacted);
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
