package org.penumbra.jobs.evaluate;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.penumbra.embed.EncodedText;
import org.penumbra.label.Answer;
import org.penumbra.student.CrossFit;
import org.penumbra.student.StudentModel;

/** Students' answers. */
public final class Predictions {

  private Predictions() {}

  /** The answer to one text. */
  public static Answer answer(StudentModel student, EncodedText text) {
    return answer(student.label(student.model().score(text)));
  }

  /** The answers to some of the texts. */
  public static SortedMap<String, Answer> of(
      StudentModel student, Collection<String> items, Map<String, EncodedText> texts) {
    SortedMap<String, Answer> answers = new TreeMap<>();
    items.forEach(item -> answers.put(item, answer(student, texts.get(item))));
    return answers;
  }

  /**
   * Each labelled item's answer by a head that had not seen it. Scores of two heads do not compare,
   * but percentiles do: positive is what lies in the pool's top share of the estimated prevalence.
   */
  public static SortedMap<String, Answer> crossFitted(
      StudentModel student, List<CrossFit.OutOfFold> outOfFold) {
    double cut = 1 - student.threshold().prevalence().estimate();
    SortedMap<String, Answer> answers = new TreeMap<>();
    outOfFold.forEach(item -> answers.put(item.id(), answer(item.percentile() >= cut ? 1 : 0)));
    return answers;
  }

  private static Answer answer(int label) {
    return label == 1 ? Answer.POSITIVE : Answer.NEGATIVE;
  }
}
