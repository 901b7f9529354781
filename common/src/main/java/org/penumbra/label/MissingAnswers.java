package org.penumbra.label;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.penumbra.label.assign.Assignment;

/**
 * First answers that a batch still waits for. Whoever answers an item counts, asked or not: an item
 * lacks as many answers as it has fewer raters than were wanted.
 *
 * @param answers how many are missing
 * @param wanted how many were wanted
 * @param perRater of each rater who was asked, how many of their own are missing, where items they
 *     were asked still lack answers; raters who owe none are absent
 */
public record MissingAnswers(int answers, int wanted, SortedMap<String, Integer> perRater) {

  public MissingAnswers {
    perRater = new TreeMap<>(perRater);
  }

  /**
   * What is still missing.
   *
   * @param assignments of the round
   * @param labels those accepted for this batch and guideline version
   */
  public static MissingAnswers of(
      Collection<Assignment> assignments, Collection<ExpertLabel> labels) {
    Map<String, Set<String>> answered = new HashMap<>();
    for (ExpertLabel label : labels) {
      if (label.phase() == Phase.FIRST) {
        answered.computeIfAbsent(label.itemId(), item -> new HashSet<>()).add(label.rater());
      }
    }
    SortedMap<String, Integer> wanted = new TreeMap<>();
    SortedMap<String, Integer> owed = new TreeMap<>();
    for (Assignment task : assignments) {
      if (task.phase() == Phase.FIRST) {
        wanted.merge(task.itemId(), 1, Integer::sum);
      }
    }
    int missing = 0;
    Set<String> lacking = new HashSet<>();
    for (Map.Entry<String, Integer> item : wanted.entrySet()) {
      int lack = item.getValue() - answered.getOrDefault(item.getKey(), Set.of()).size();
      if (lack > 0) {
        missing += lack;
        lacking.add(item.getKey());
      }
    }
    for (Assignment task : assignments) {
      boolean open =
          task.phase() == Phase.FIRST
              && lacking.contains(task.itemId())
              && !answered.getOrDefault(task.itemId(), Set.of()).contains(task.rater());
      if (open) {
        owed.merge(task.rater(), 1, Integer::sum);
      }
    }
    int all = wanted.values().stream().mapToInt(Integer::intValue).sum();
    return new MissingAnswers(missing, all, owed);
  }

  /** The state in words, and who owes how many unless others answer in their place. */
  public String inWords() {
    String missing = "%d of %d answers are missing".formatted(answers, wanted);
    int owed = perRater.values().stream().mapToInt(Integer::intValue).sum();
    return owed != answers || owed == 0
        ? missing
        : perRater.entrySet().stream()
            .map(rater -> rater.getKey() + ": " + rater.getValue())
            .collect(Collectors.joining(", ", missing + " (", ")"));
  }
}
