package org.penumbra.jobs.evaluate;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.penumbra.student.CrossFit;
import org.penumbra.student.StudentInput;
import org.penumbra.student.StudentModel;

/** What students say of items. */
public final class Predictions {

  private Predictions() {}

  /** Of some of the inputs. */
  public static Predicted of(
      StudentModel student, Collection<String> items, Map<String, StudentInput> inputs) {
    Predicted predicted = Predicted.nothing();
    for (String item : items) {
      double score = student.score(inputs.get(item));
      predicted.put(item, student.label(score), score);
    }
    return predicted;
  }

  /**
   * Of each labelled item by a model that had not seen it. Scores of two do not compare, but
   * percentiles do, and so stand in their place: positive is what lies in the pool's top share of
   * the estimated prevalence.
   */
  public static Predicted crossFitted(StudentModel student, List<CrossFit.OutOfFold> outOfFold) {
    double cut = 1 - student.threshold().prevalence().estimate();
    Predicted predicted = Predicted.nothing();
    outOfFold.forEach(
        item -> predicted.put(item.id(), item.percentile() >= cut ? 1 : 0, item.percentile()));
    return predicted;
  }
}
