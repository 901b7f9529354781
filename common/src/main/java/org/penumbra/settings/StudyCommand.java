package org.penumbra.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strategy of the user's own that takes part in a study.
 *
 * @param name lower-case letters, digits, hyphens and dots
 * @param line the command, as a shell takes it
 */
public record StudyCommand(String name, String line) {

  private static final Pattern FORM = Pattern.compile("([a-z0-9.-]+):\\s*(\\S.*)");

  /** Reads {@code name: command}. */
  static StudyCommand parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(text);
    }
    return new StudyCommand(form.group(1), form.group(2));
  }

  @Override
  public String toString() {
    return name + ": " + line;
  }
}
