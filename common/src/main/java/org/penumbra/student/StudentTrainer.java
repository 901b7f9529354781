package org.penumbra.student;

import java.util.List;
import java.util.Optional;
import org.penumbra.Interval;
import org.penumbra.score.Calibration;
import org.penumbra.score.PercentileTable;
import org.penumbra.score.RankPlatt;
import org.penumbra.score.Thresholds;
import org.penumbra.score.WeightedPercentiles;

/**
 * From labels to a student: cross-fitted figures, prevalence and calibration from them, then a
 * final scorer on all labels, its cut placed in the pool as that scores it. The same input as a set
 * gives the same model bit for bit.
 */
public final class StudentTrainer {

  private final Params params;

  /**
   * How to train.
   *
   * @param head penalty and tolerance
   * @param folds of cross-fitting, at least 2
   * @param assumedPrevalence in (0, 1), used only where neither labels nor audit say
   * @param seed of the deal of groups to folds
   * @param ngrams the n-gram half; empty for a head alone
   * @param direction that the head reads as one more input, see {@link Standardiser}; of length 0
   *     for none
   */
  @SuppressWarnings("ArrayRecordComponent") // a row of numbers, never compared
  public record Params(
      HeadTrainer head,
      int folds,
      double assumedPrevalence,
      long seed,
      Optional<NgramHalf> ngrams,
      float[] direction) {

    /** A head alone on the vectors alone. */
    public Params(HeadTrainer head, int folds, double assumedPrevalence, long seed) {
      this(head, folds, assumedPrevalence, seed, Optional.empty(), new float[0]);
    }
  }

  /**
   * What training gives.
   *
   * @param student to be saved
   * @param scorer what it scores by
   * @param head the Deeplearning4j network behind it
   * @param outOfFold every labelled item from outside, sorted by id; empty if there were too few
   * @param warnings sentences for the run's report
   */
  public record Trained(
      StudentModel student,
      StudentScorer scorer,
      TrainedHead head,
      List<CrossFit.OutOfFold> outOfFold,
      List<String> warnings) {

    /** The same, of a student that was trained on vectors with a model's score beside them. */
    public Trained reading(ScoreInput score) {
      return new Trained(student.reading(score), scorer, head, outOfFold, warnings);
    }
  }

  public StudentTrainer(Params params) {
    this.params = params;
  }

  /**
   * Trains a student.
   *
   * @param items labelled items
   * @param pool sample of the population at natural prevalence; at least a few thousand items for a
   *     prevalence of a few per cent
   * @param audit prevalence by the audit, or {@link Interval#UNDEFINED}
   * @param lineage what the model belongs to
   * @throws org.penumbra.UserException if the items do not hold both labels
   */
  public Trained train(
      TrainingSet items, PoolSample pool, Interval audit, StudentModel.Lineage lineage) {
    ScorerTrainer trainer =
        new ScorerTrainer(
            params.head(), Standardiser.of(pool, params.direction()), params.ngrams(), pool);
    ScorerTrainer.Trained trained = trainer.train(items);
    TrainedHead head = trained.head();
    List<CrossFit.OutOfFold> outOfFold =
        new CrossFit(trainer, params.folds(), params.seed()).run(items);
    WeightedPercentiles population = pool.percentiles(trained.scorer());
    Optional<RankPlatt.Fit> fit =
        outOfFold.isEmpty()
            ? Optional.empty()
            : Optional.of(
                RankPlatt.fit(
                    outOfFold.stream().map(CrossFit.OutOfFold::ranked).toList(),
                    population.size()));
    Thresholds.Choice choice =
        Thresholds.choose(population, fit, audit, params.assumedPrevalence());
    StudentModel student =
        new StudentModel(
            lineage,
            trained.scorer(),
            params.ngrams().isEmpty() ? null : pool.features().orElse(null),
            null,
            choice.threshold(),
            fit.map(RankPlatt.Fit::calibration).orElse(Calibration.UNDEFINED),
            PercentileTable.of(population),
            new StudentModel.Training(
                items.size(),
                items.positives(),
                params.head().lambda(),
                params.head().tolerance(),
                head.gradientNorm(),
                head.loss(),
                head.iterations(),
                params.seed()),
            summary(outOfFold));
    return new Trained(
        student, trained.scorer(), head, outOfFold, choice.warning().stream().toList());
  }

  private static StudentModel.OutOfFoldSummary summary(List<CrossFit.OutOfFold> items) {
    double[] positive = percentiles(items, 1);
    double[] negative = percentiles(items, 0);
    double ranked = 0;
    for (double p : positive) {
      for (double n : negative) {
        ranked += p > n ? 1 : p == n ? 0.5 : 0;
      }
    }
    return new StudentModel.OutOfFoldSummary(
        items.size(),
        (int) items.stream().mapToInt(CrossFit.OutOfFold::fold).distinct().count(),
        ranked / ((double) positive.length * negative.length),
        mean(positive),
        mean(negative));
  }

  private static double[] percentiles(List<CrossFit.OutOfFold> items, int label) {
    return items.stream()
        .filter(item -> item.label() == label)
        .mapToDouble(CrossFit.OutOfFold::percentile)
        .toArray();
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
