package org.penumbra.settings;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What is taken out of texts before they leave the run.
 *
 * @param patterns regular expressions
 * @param replacement what stands in the place of a match
 * @param command filters texts, JSON strings a line; null for none
 */
public record RedactSettings(List<String> patterns, String replacement, String command) {

  public RedactSettings {
    patterns = List.copyOf(patterns);
  }

  static RedactSettings read(SettingsReader reader) {
    RedactSettings settings =
        new RedactSettings(
            reader.texts("redact.patterns"),
            reader.text("redact.replacement"),
            reader.optionalText("redact.command"));
    for (String pattern : settings.patterns) {
      try {
        Pattern.compile(pattern);
      } catch (PatternSyntaxException e) {
        reader.conflict(
            "'%s' is no regular expression: %s".formatted(pattern, e.getDescription()),
            "redact.patterns");
      }
    }
    return settings;
  }
}
