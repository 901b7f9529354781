package org.penumbra.jobs.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.penumbra.Interval;
import org.penumbra.StableHash;
import org.penumbra.agree.Bootstrap;
import org.penumbra.agree.Confusion;
import org.penumbra.jobs.evaluate.Holdout;
import org.penumbra.simulate.RaterModel;
import org.penumbra.simulate.SimulatedRaters;
import org.penumbra.student.PoolSample;
import org.penumbra.student.SparseVector;
import org.penumbra.student.StudentModel;
import org.penumbra.student.StudentTrainer;
import org.penumbra.student.TrainingSet;

/**
 * What the same student reaches on labels of items drawn at random: from the same experts, or from
 * a crowd. Everybody here is simulated.
 */
public final class ControlArms {

  private static final String ORDER = "control";

  private final StudentTrainer trainer;
  private final PoolSample pool;
  private final Map<String, Truth> truths;
  private final Holdout holdout;
  private final SimulatedRaters answers;
  private final Bootstrap bootstrap;
  private final double confidence;
  private final List<Integer> order;

  /**
   * @param pool a sample of the pool, from which the items are drawn
   * @param truths of all its items
   */
  public ControlArms(
      StudentTrainer trainer,
      PoolSample pool,
      Map<String, Truth> truths,
      Holdout holdout,
      long seed,
      Bootstrap bootstrap,
      double confidence) {
    this.trainer = trainer;
    this.pool = pool;
    this.truths = truths;
    this.holdout = holdout;
    this.answers = new SimulatedRaters(seed);
    this.bootstrap = bootstrap;
    this.confidence = confidence;
    List<Integer> shuffled = new ArrayList<>();
    for (int i = 0; i < pool.ids().size(); i++) {
      shuffled.add(i);
    }
    shuffled.sort(Comparator.comparingLong(i -> StableHash.bits(seed, ORDER, pool.ids().get(i))));
    this.order = shuffled;
  }

  /** Kappa on the holdout after a majority of some raters labelled that many random items. */
  public Interval kappa(int items, List<RaterModel> raters) {
    int number = Math.min(items, order.size());
    List<String> ids = new ArrayList<>();
    float[][] vectors = new float[number][];
    SparseVector[] ngrams = new SparseVector[number];
    int[] labels = new int[number];
    int positives = 0;
    for (int i = 0; i < number; i++) {
      String id = pool.ids().get(order.get(i));
      ids.add(id);
      vectors[i] = pool.vectors()[order.get(i)];
      ngrams[i] = pool.ngrams()[order.get(i)];
      labels[i] = majority(id, raters);
      positives += labels[i];
    }
    if (positives == 0 || positives == number) {
      return Interval.UNDEFINED;
    }
    StudentModel student =
        trainer
            .train(
                new TrainingSet(ids, ids, vectors, ngrams, labels),
                pool,
                Interval.UNDEFINED,
                new StudentModel.Lineage("control", "", "", ""))
            .student();
    return bootstrap
        .of(
            Confusion.statistic(
                holdout.truth(), holdout.predicted(student).answers(), Confusion::kappa))
        .interval(confidence);
  }

  private int majority(String id, List<RaterModel> raters) {
    Truth truth = truths.get(id);
    int positive = 0;
    for (RaterModel rater : raters) {
      positive += answers.answer(rater, id, truth.label(), truth.borderline());
    }
    return 2 * positive > raters.size() ? 1 : 0;
  }

  /**
   * The hidden truth of an item.
   *
   * @param label 0 or 1
   * @param borderline whether it lies near the line
   */
  public record Truth(int label, boolean borderline) {}
}
