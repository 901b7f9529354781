package org.penumbra.jobs.state;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The record of one call of {@code forget}: what was removed, never from whom.
 *
 * @param number from 1
 * @param at when it was begun, ISO 8601 in UTC
 * @param by user and host it was called by
 * @param code version and revision of Penumbra
 * @param items keyed hashes of the ids, sorted; 32 hexadecimal digits each
 * @param tasks keyed hashes of the names of tasks that asked about them, sorted
 * @param removed rows removed, by dataset; {@code inbox} are rows of label files and {@code
 *     cross-fitted} entries of models' files
 * @param changed rows that stay and lost a sample or the name of a group, by dataset
 * @param unsearched label files in which an id may have been missed, relative to the run, sorted
 */
public record Forgetting(
    int number,
    String at,
    String by,
    String code,
    List<String> items,
    List<String> tasks,
    SortedMap<String, Long> removed,
    SortedMap<String, Long> changed,
    List<String> unsearched) {

  public Forgetting {
    items = List.copyOf(items);
    // Earlier versions wrote neither tasks nor unsearched.
    tasks = List.copyOf(Objects.requireNonNullElse(tasks, List.of()));
    unsearched = List.copyOf(Objects.requireNonNullElse(unsearched, List.of()));
    removed = new TreeMap<>(removed);
    changed = new TreeMap<>(changed);
  }

  /** Rows removed from all datasets and files. */
  public long rows() {
    return removed.values().stream().mapToLong(Long::longValue).sum();
  }
}
