package org.penumbra.label;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** When in an item's life an answer was given. Only first answers enter agreement. */
public enum Phase {
  /** Practice on items with known answers, before the round. */
  CALIBRATION,
  /** The blind first answer. */
  FIRST,
  /** The same rater again, blind, later: how steady a rater is. */
  REPEAT,
  /** A rater who had not seen the item settles a disagreement. */
  ADJUDICATION,
  /** A settled item is looked at anew. */
  APPEAL;

  /** The name in files and datasets. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a name in any case and with spaces around. */
  public static Optional<Phase> parse(String text) {
    String name = text.strip().toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(phase -> phase.name().equals(name)).findFirst();
  }
}
