package org.penumbra.settings;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings changed for some contestants of a study.
 *
 * @param name lower-case letters, digits, hyphens, plus signs and dots
 * @param sets the changes, each {@code key=value}
 */
public record StudyVariant(String name, List<String> sets) {

  private static final Pattern FORM = Pattern.compile("([a-z0-9.+-]+):(.+)");

  /** What may differ between contestants of one draw. */
  private static final Pattern CHANGEABLE =
      Pattern.compile(
          "(student|embedder)\\..+|cluster\\.((positive|negative)-items-per-cluster|k-min|k-max)"
              + "|cluster\\.(fit-sample|edge-sample|edge-neighbours|min-lift|min-edges)"
              + "|pair\\.(neighbours|sparsest-share)|select\\.(audit|top)-share"
              + "|scorer\\.prevalence|study\\.(dimensions|cold-start|batches)");

  /** Reads {@code name: key=value; key=value}. */
  static StudyVariant parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(text);
    }
    List<String> sets = List.of(form.group(2).strip().split("\\s*;\\s*"));
    for (String set : sets) {
      if (!CHANGEABLE.matcher(set.split("=", 2)[0].strip()).matches() || !set.contains("=")) {
        throw new IllegalArgumentException(set);
      }
    }
    return new StudyVariant(form.group(1), sets);
  }

  @Override
  public String toString() {
    return name + ": " + String.join("; ", sets);
  }
}
