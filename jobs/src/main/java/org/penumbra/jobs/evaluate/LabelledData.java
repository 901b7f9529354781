package org.penumbra.jobs.evaluate;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.penumbra.agree.Rating;
import org.penumbra.agree.Ratings;
import org.penumbra.jobs.data.LabelledItems;
import org.penumbra.label.Answer;
import org.penumbra.label.ExpertLabel;
import org.penumbra.split.Side;

/**
 * All that is known of the labelled items after a round, cut into the sets that figures are taken
 * on.
 *
 * @param labels every accepted answer under the guideline as it is now
 * @param consensus 0 or 1 of every decided item
 * @param placed side and group of every item that was split, under whatever guideline
 * @param audit the audit sample
 */
public record LabelledData(
    List<ExpertLabel> labels,
    SortedMap<String, Integer> consensus,
    SortedMap<String, LabelledItems.Placed> placed,
    SortedMap<String, LabelledItems.AuditItem> audit) {

  private static final String CONSENSUS = "consensus";

  /** The answered evaluation items of all rounds, a consensus or none. */
  public SortedSet<String> evaluation() {
    SortedSet<String> items = new TreeSet<>();
    for (ExpertLabel label : labels) {
      LabelledItems.Placed place = placed.get(label.itemId());
      if (place != null && place.side() == Side.EVAL) {
        items.add(label.itemId());
      }
    }
    return items;
  }

  /** The evaluation items by the round in which they were first answered. */
  public SortedMap<Integer, SortedSet<String>> evaluationByRound() {
    SortedMap<String, Integer> rounds = new TreeMap<>();
    labels.forEach(label -> rounds.merge(label.itemId(), label.round(), Math::min));
    SortedMap<Integer, SortedSet<String>> items = new TreeMap<>();
    for (String item : evaluation()) {
      items.computeIfAbsent(rounds.get(item), round -> new TreeSet<>()).add(item);
    }
    return items;
  }

  /** The evaluation items that no probability sample chose. */
  public SortedSet<String> curated() {
    SortedSet<String> items = evaluation();
    items.removeAll(audit.keySet());
    return items;
  }

  /** The audit items that are evaluation items. */
  public SortedSet<String> unseenAudit() {
    SortedSet<String> items = evaluation();
    items.retainAll(audit.keySet());
    return items;
  }

  /** The items on which a model can be held against something. */
  public SortedSet<String> measurable() {
    // Items without a consensus count too where models are held against each rater.
    SortedSet<String> items = new TreeSet<>(consensus.keySet());
    items.addAll(evaluation());
    return items;
  }

  /** The blind first answers to some items, all of one weight. */
  public Ratings ratings(Set<String> items) {
    return ratings(items, Map.of());
  }

  /** The blind first answers to some audit items, weighted by what those stand for. */
  public Ratings weightedRatings(Set<String> items) {
    return ratings(items, weights());
  }

  /** The consensus on some items as the ratings of one rater. */
  public List<Rating> truth(Collection<String> items) {
    return truth(items, Map.of());
  }

  /** The consensus on some audit items, weighted by what those stand for. */
  public List<Rating> weightedTruth(Collection<String> items) {
    return truth(items, weights());
  }

  /** How many of the corpus an audit item stands for. */
  public double weight(String item) {
    return 1 / audit.get(item).inclusionProbability();
  }

  /** The audit's stratum by group. */
  public SortedMap<String, String> strata() {
    SortedMap<String, String> strata = new TreeMap<>();
    audit.forEach(
        (item, place) -> strata.putIfAbsent(group(item), String.format("%03d", place.stratum())));
    return strata;
  }

  private Ratings ratings(Set<String> items, Map<String, Double> weights) {
    Map<String, String> groups = new TreeMap<>();
    items.forEach(item -> groups.put(item, group(item)));
    return Ratings.ofFirstAnswers(
        labels.stream().filter(label -> items.contains(label.itemId())).toList(), groups, weights);
  }

  private List<Rating> truth(Collection<String> items, Map<String, Double> weights) {
    return items.stream()
        .filter(item -> consensus.containsKey(item))
        .map(
            item ->
                new Rating(
                    item,
                    group(item),
                    CONSENSUS,
                    consensus.get(item) == 1 ? Answer.POSITIVE : Answer.NEGATIVE,
                    weights.getOrDefault(item, 1.0)))
        .toList();
  }

  private Map<String, Double> weights() {
    Map<String, Double> weights = new TreeMap<>();
    audit.keySet().forEach(item -> weights.put(item, weight(item)));
    return weights;
  }

  private String group(String item) {
    LabelledItems.Placed where = placed.get(item);
    return where == null ? item : where.group();
  }
}
