package org.penumbra.report.compare;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.penumbra.Interval;
import org.penumbra.report.page.RoundFigures;

/** Runs to hold against each other. */
final class Comparisons {

  static final ComparedRun A =
      run(
          "file:/runs/a",
          Map.of("select.strategy", "recipe", "seed", "17"),
          Map.of(1, items("x1", "x2", "x3")),
          Map.of(RoundFigures.EXPERTS, new Interval(0.8, 0.7, 0.9)),
          "go_on");

  private Comparisons() {}

  /** A run that went further than {@link #A} with other settings. */
  static ComparedRun named(String name) {
    return run(
        name,
        Map.of("select.strategy", "random", "seed", "17", "train.command", "tune"),
        Map.of(1, items("x2", "x9"), 2, items("x3")),
        Map.of(
            RoundFigures.EXPERTS,
            new Interval(0.7, 0.6, 0.8),
            RoundFigures.MODEL,
            new Interval(0.5, 0.4, 0.6)),
        null);
  }

  private static ComparedRun run(
      String name,
      Map<String, String> settings,
      Map<Integer, SortedSet<String>> batches,
      Map<String, Interval> kappas,
      String verdict) {
    SortedMap<Integer, SortedSet<String>> asked = new TreeMap<>(batches);
    RoundFigures last =
        new RoundFigures(asked.lastKey(), 3, 9, List.of(), new TreeMap<>(kappas), verdict);
    return new ComparedRun(name, new TreeMap<>(settings), asked, List.of(last));
  }

  private static SortedSet<String> items(String... items) {
    return new TreeSet<>(List.of(items));
  }
}
