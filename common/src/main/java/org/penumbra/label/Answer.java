package org.penumbra.label;

import java.util.Locale;
import java.util.Optional;

/** What an expert may answer to a policy's question about an item. */
public enum Answer {
  /** The text violates the policy: label 1. */
  POSITIVE,
  /** It does not: label 0. */
  NEGATIVE,
  /** The expert cannot tell: no label, but a category of its own in agreement. */
  UNSURE,
  /** The item cannot be judged at all (broken, empty, wrong language): no label. */
  INVALID;

  /** The name in files and datasets. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** 1, 0, or null where the answer decides nothing. */
  public Integer label() {
    return switch (this) {
      case POSITIVE -> 1;
      case NEGATIVE -> 0;
      case UNSURE, INVALID -> null;
    };
  }

  /** Whether the answer is a label. */
  public boolean decided() {
    return this == POSITIVE || this == NEGATIVE;
  }

  /**
   * Reads an answer: the four names, 1/0, true/false or yes/no, in any case and with spaces around.
   * 1.0 and 0.0 are read too: pandas writes a column of labels so when one is missing.
   */
  public static Optional<Answer> parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "positive", "1", "1.0", "true", "yes" -> Optional.of(POSITIVE);
      case "negative", "0", "0.0", "false", "no" -> Optional.of(NEGATIVE);
      case "unsure" -> Optional.of(UNSURE);
      case "invalid" -> Optional.of(INVALID);
      default -> Optional.empty();
    };
  }
}
