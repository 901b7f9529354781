package org.penumbra.label;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An item still waiting for first answers.
 *
 * @param itemId the item
 * @param answers how many more are wanted, 1 or more
 * @param raters who has not answered it yet, of those known, sorted
 */
public record MissingAnswers(String itemId, int answers, List<String> raters) {

  public MissingAnswers {
    raters = List.copyOf(raters);
  }

  /**
   * What is still missing, by item id.
   *
   * @param wanted how many raters each item of the batch should have
   * @param labels those accepted for this batch and guideline version
   * @param known raters to ask, beside those who have answered something
   */
  public static List<MissingAnswers> of(
      Map<String, Integer> wanted, Collection<ExpertLabel> labels, Collection<String> known) {
    SortedSet<String> raters = new TreeSet<>(known);
    SortedMap<String, SortedSet<String>> answered = new TreeMap<>();
    wanted.keySet().forEach(item -> answered.put(item, new TreeSet<>()));
    for (ExpertLabel label : labels) {
      if (label.phase() == Phase.FIRST && answered.containsKey(label.itemId())) {
        raters.add(label.rater());
        answered.get(label.itemId()).add(label.rater());
      }
    }
    return answered.entrySet().stream()
        .filter(item -> item.getValue().size() < wanted.get(item.getKey()))
        .map(
            item ->
                new MissingAnswers(
                    item.getKey(),
                    wanted.get(item.getKey()) - item.getValue().size(),
                    raters.stream().filter(rater -> !item.getValue().contains(rater)).toList()))
        .toList();
  }
}
