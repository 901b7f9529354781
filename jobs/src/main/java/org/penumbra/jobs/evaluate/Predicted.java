package org.penumbra.jobs.evaluate;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.penumbra.label.Answer;

/**
 * What a model says of some items.
 *
 * @param answers by item id
 * @param scores by item id, higher means more likely positive; they compare within one model only
 */
public record Predicted(SortedMap<String, Answer> answers, SortedMap<String, Double> scores) {

  /** Nothing about any item. */
  public static Predicted nothing() {
    return new Predicted(new TreeMap<>(), new TreeMap<>());
  }

  /** What it says of those of its items that are among some. */
  public Predicted of(Collection<String> items) {
    SortedMap<String, Answer> someAnswers = new TreeMap<>(answers);
    someAnswers.keySet().retainAll(items);
    SortedMap<String, Double> someScores = new TreeMap<>(scores);
    someScores.keySet().retainAll(items);
    return new Predicted(someAnswers, someScores);
  }

  void put(String item, int label, double score) {
    answers.put(item, label == 1 ? Answer.POSITIVE : Answer.NEGATIVE);
    scores.put(item, score);
  }
}
