package org.penumbra.label;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.penumbra.Errors;

/**
 * One label per item: the majority of the decided first answers; where an item was adjudicated, the
 * majority of the adjudicators instead, and after an appeal that of the appeal, even if those leave
 * it undecided.
 */
public final class Consensus {

  private Consensus() {}

  /**
   * The consensus of every item with a first answer or a later one, by item id.
   *
   * @throws org.penumbra.UserException if the labels follow more than one guideline version
   */
  public static List<ConsensusLabel> of(Collection<ExpertLabel> labels) {
    SortedSet<String> versions = new TreeSet<>();
    SortedMap<String, Map<Phase, Map<Answer, Integer>>> counts = new TreeMap<>();
    for (ExpertLabel label : labels) {
      versions.add(label.guidelineVersion());
      if (label.phase() != Phase.CALIBRATION && label.phase() != Phase.REPEAT) {
        counts
            .computeIfAbsent(label.itemId(), item -> new EnumMap<>(Phase.class))
            .computeIfAbsent(label.phase(), phase -> new EnumMap<>(Answer.class))
            .merge(label.answer(), 1, Integer::sum);
      }
    }
    if (versions.size() > 1) {
      throw Errors.guidelinesMixed(List.copyOf(versions));
    }
    List<ConsensusLabel> consensus = new ArrayList<>();
    counts.forEach((item, phases) -> consensus.add(consensus(item, phases)));
    return consensus;
  }

  /**
   * The same, but where first answers alone decide, each rater is weighed by how they answer.
   *
   * @param fit to these first answers and, better, to earlier ones beside them
   */
  public static List<ConsensusLabel> weighed(Collection<ExpertLabel> labels, DawidSkene fit) {
    Set<String> settled = new TreeSet<>();
    labels.stream()
        .filter(label -> label.phase() == Phase.ADJUDICATION || label.phase() == Phase.APPEAL)
        .forEach(label -> settled.add(label.itemId()));
    return of(labels).stream()
        .map(item -> settled.contains(item.itemId()) ? item : item.as(fit.label(item.itemId())))
        .toList();
  }

  private static ConsensusLabel consensus(String item, Map<Phase, Map<Answer, Integer>> phases) {
    Map<Answer, Integer> first = phases.getOrDefault(Phase.FIRST, Map.of());
    Map<Answer, Integer> adjudicated = phases.getOrDefault(Phase.ADJUDICATION, first);
    return new ConsensusLabel(
        item,
        majority(phases.getOrDefault(Phase.APPEAL, adjudicated)),
        first.getOrDefault(Answer.POSITIVE, 0),
        first.getOrDefault(Answer.NEGATIVE, 0),
        first.getOrDefault(Answer.UNSURE, 0),
        first.getOrDefault(Answer.INVALID, 0));
  }

  private static Integer majority(Map<Answer, Integer> counts) {
    int lead = counts.getOrDefault(Answer.POSITIVE, 0) - counts.getOrDefault(Answer.NEGATIVE, 0);
    return lead == 0 ? null : Integer.valueOf(lead > 0 ? 1 : 0);
  }
}
