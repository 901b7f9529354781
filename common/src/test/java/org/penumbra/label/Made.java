package org.penumbra.label;

import java.time.Instant;
import java.util.List;

/** Rows and labels for tests, with nothing said that a test does not care for. */
public final class Made {

  private Made() {}

  /** A row of file f. */
  public static RawLabel row(
      int line, String task, String item, String pair, String rater, Answer answer, Phase phase) {
    return new RawLabel(
        "f", line, task, item, pair, rater, answer, phase, List.of(), null, "", "", "", null, "",
        "", null);
  }

  /** An accepted answer of round 1 to policy spam, guideline version 1. */
  public static ExpertLabel label(String item, String rater, Answer answer, Phase phase) {
    return row(1, "", item, "", rater, answer, phase).label("spam", "1", 1, Instant.EPOCH);
  }
}
