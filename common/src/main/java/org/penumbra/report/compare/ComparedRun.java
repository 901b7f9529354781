package org.penumbra.report.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.penumbra.report.page.RoundFigures;

/**
 * A run as far as a round.
 *
 * @param name its address
 * @param settings with which its stages were done, and what they came from, by key
 * @param batches the items that experts were asked about, by round
 * @param rounds what each round measured
 */
public record ComparedRun(
    String name,
    SortedMap<String, String> settings,
    SortedMap<Integer, SortedSet<String>> batches,
    List<RoundFigures> rounds) {

  public ComparedRun {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    batches = Collections.unmodifiableSortedMap(new TreeMap<>(batches));
    rounds = List.copyOf(new ArrayList<>(rounds));
  }

  /** What the last round measured. */
  RoundFigures last() {
    return rounds.get(rounds.size() - 1);
  }
}
