package org.penumbra.report.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.penumbra.Interval;
import org.penumbra.agree.DifferenceInterval;
import org.penumbra.report.page.RoundFigures;

/**
 * What two runs do not share, and how far apart they ended.
 *
 * @param first a run
 * @param second another, or the same as far as another round
 * @param settings those that differ
 * @param batches what both asked experts about
 * @param kappas the figures that either has
 */
public record Comparison(
    ComparedRun first,
    ComparedRun second,
    List<Setting> settings,
    List<Batch> batches,
    List<Kappa> kappas) {

  /** Lays two runs side by side. */
  public static Comparison of(ComparedRun first, ComparedRun second) {
    return new Comparison(
        first, second, settings(first, second), batches(first, second), kappas(first, second));
  }

  private static List<Setting> settings(ComparedRun first, ComparedRun second) {
    SortedSet<String> keys = new TreeSet<>(first.settings().keySet());
    keys.addAll(second.settings().keySet());
    List<Setting> differing = new ArrayList<>();
    for (String key : keys) {
      Setting setting = new Setting(key, first.settings().get(key), second.settings().get(key));
      if (!Objects.equals(setting.first(), setting.second())) {
        differing.add(setting);
      }
    }
    return differing;
  }

  private static List<Batch> batches(ComparedRun first, ComparedRun second) {
    SortedSet<Integer> rounds = new TreeSet<>(first.batches().keySet());
    rounds.addAll(second.batches().keySet());
    List<Batch> batches = new ArrayList<>();
    SortedSet<String> allOfFirst = new TreeSet<>();
    SortedSet<String> allOfSecond = new TreeSet<>();
    for (int round : rounds) {
      SortedSet<String> one = first.batches().getOrDefault(round, new TreeSet<>());
      SortedSet<String> other = second.batches().getOrDefault(round, new TreeSet<>());
      batches.add(batch(Integer.toString(round), one, other));
      allOfFirst.addAll(one);
      allOfSecond.addAll(other);
    }
    batches.add(batch(Batch.ALL, allOfFirst, allOfSecond));
    return batches;
  }

  private static Batch batch(String round, SortedSet<String> first, SortedSet<String> second) {
    SortedSet<String> common = new TreeSet<>(first);
    common.retainAll(second);
    return new Batch(round, first.size(), second.size(), common.size());
  }

  private static List<Kappa> kappas(ComparedRun first, ComparedRun second) {
    RoundFigures one = first.last();
    RoundFigures other = second.last();
    SortedSet<String> names = new TreeSet<>(one.kappas().keySet());
    names.addAll(other.kappas().keySet());
    return names.stream()
        .map(
            name ->
                Kappa.of(
                    name,
                    one.kappas().getOrDefault(name, Interval.UNDEFINED),
                    other.kappas().getOrDefault(name, Interval.UNDEFINED)))
        .toList();
  }

  /**
   * A setting that differs.
   *
   * @param first its value; null where no stage of the first run reads it
   * @param second likewise
   */
  public record Setting(String key, String first, String second) {}

  /**
   * Items that experts were asked about.
   *
   * @param round its number, or {@link #ALL}
   * @param first how many in the first run
   * @param second how many in the second
   * @param common how many in both
   */
  public record Batch(String round, int first, int second, int common) {

    /** All rounds together. */
    public static final String ALL = "all";
  }

  /**
   * An agreement, undefined where it was not measured.
   *
   * @param name as {@link RoundFigures} has it
   * @param difference the second less the first
   */
  public record Kappa(String name, Interval first, Interval second, Interval difference) {

    static Kappa of(String name, Interval first, Interval second) {
      return new Kappa(name, first, second, DifferenceInterval.of(second, first));
    }
  }
}
