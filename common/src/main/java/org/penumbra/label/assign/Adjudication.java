package org.penumbra.label.assign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.penumbra.StableHash;
import org.penumbra.label.ExpertLabel;
import org.penumbra.label.Phase;

/**
 * Gives contested items to trusted raters who have not seen them: of those, the one with the fewest
 * so far, ties drawn. An item that everybody has seen goes to nobody.
 */
public final class Adjudication {

  private final TaskIds ids;
  private final long seed;
  private final Panel panel;

  public Adjudication(TaskIds ids, long seed, Panel panel) {
    this.ids = ids;
    this.seed = seed;
    this.panel = panel;
  }

  /**
   * The tasks, by item id; positions count each rater's own.
   *
   * @param labels by which raters have seen an item, of any guideline version
   * @param trusted whether a rater's answers count
   */
  public List<Assignment> assign(
      Collection<String> contested, Collection<ExpertLabel> labels, Predicate<String> trusted) {
    Map<String, Set<String>> seen = new HashMap<>();
    for (ExpertLabel label : labels) {
      if (label.phase() == Phase.FIRST || label.phase() == Phase.REPEAT) {
        seen.computeIfAbsent(label.itemId(), item -> new HashSet<>()).add(label.rater());
      }
    }
    Map<String, Integer> load = new HashMap<>();
    List<Assignment> tasks = new ArrayList<>();
    for (String item : contested.stream().sorted().toList()) {
      panel.adjudicators().stream()
          .filter(trusted)
          .filter(rater -> !seen.getOrDefault(item, Set.of()).contains(rater))
          .min(
              Comparator.<String>comparingInt(rater -> load.getOrDefault(rater, 0))
                  .thenComparingLong(rater -> StableHash.bits(seed, "adjudicate " + item, rater)))
          .ifPresent(
              rater -> {
                int position = load.merge(rater, 1, Integer::sum);
                String task = ids.of(item, rater, Phase.ADJUDICATION);
                tasks.add(new Assignment(task, item, rater, Phase.ADJUDICATION, position, 1));
              });
    }
    return tasks;
  }
}
