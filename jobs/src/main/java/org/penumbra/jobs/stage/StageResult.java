package org.penumbra.jobs.stage;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a stage ended.
 *
 * @param stage its name
 * @param round from 1
 * @param status done now, done before, or waiting for people
 * @param counts figures of its report: rows in and out, and what else it counted
 * @param note one sentence for people
 */
public record StageResult(
    String stage, int round, Status status, SortedMap<String, Long> counts, String note) {

  public StageResult {
    counts = new TreeMap<>(counts);
  }

  /** A count of the report; 0 when the stage did not count it. */
  public long count(String name) {
    return counts.getOrDefault(name, 0L);
  }

  /** How it ended. */
  public enum Status {
    DONE,
    DONE_BEFORE,
    WAITING
  }
}
