package org.penumbra.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.penumbra.Interval;
import org.penumbra.student.CharacterNgrams;
import org.penumbra.student.HeadTrainer;
import org.penumbra.student.NgramHalf;
import org.penumbra.student.NgramTrainer;
import org.penumbra.student.ScorerTrainer;
import org.penumbra.student.SparseVector;
import org.penumbra.student.Standardiser;
import org.penumbra.student.StudentModel;
import org.penumbra.student.StudentScorer;
import org.penumbra.student.StudentTrainer;
import org.penumbra.student.TrainingSet;

/** Trains students at one table, by the code that trains them in a run. */
final class Learner {

  private static final StudentModel.Lineage NO_LINEAGE =
      new StudentModel.Lineage("study", "1", "study", "study");

  private final Table table;
  private final PlayPlan plan;
  private final StudentTrainer trainer;

  Learner(Table table, PlayPlan plan, long seed) {
    this.table = table;
    this.plan = plan;
    PlayPlan.StudentPlan student = plan.student();
    this.trainer =
        new StudentTrainer(
            new StudentTrainer.Params(
                new HeadTrainer(student.lambda(), student.tolerance(), student.maxIterations()),
                student.folds(),
                plan.assumedPrevalence(),
                seed,
                ngrams(),
                direction()));
  }

  private Optional<NgramHalf> ngrams() {
    PlayPlan.StudentPlan student = plan.student();
    return student.ngramWeight() == 0
        ? Optional.empty()
        : Optional.of(
            new NgramHalf(
                new NgramTrainer(student.ngramLambda(), NgramTrainer.DEFAULT_TOLERANCE),
                CharacterNgrams.STANDARD.places(),
                student.ngramWeight()));
  }

  private float[] direction() {
    return plan.student().fewShotInput() ? table.direction().vector() : new float[0];
  }

  /**
   * A student of some answers, or none where they are all alike.
   *
   * @param items positions in the corpus
   * @param answers 0 or 1 of every item of the corpus
   * @param audit prevalence by the audit, or {@link Interval#UNDEFINED}
   */
  Optional<StudentTrainer.Trained> train(Collection<Integer> items, int[] answers, Interval audit) {
    long positives = items.stream().filter(i -> answers[i] == 1).count();
    if (positives == 0 || positives == items.size()) {
      return Optional.empty();
    }
    return Optional.of(trainer.train(set(items, answers), table.pool(), audit, NO_LINEAGE));
  }

  private TrainingSet set(Collection<Integer> items, int[] answers) {
    LabelledCorpus corpus = table.corpus();
    List<String> ids = new ArrayList<>();
    float[][] vectors = new float[items.size()][];
    SparseVector[] ngrams = new SparseVector[items.size()];
    int[] labels = new int[items.size()];
    for (int item : items) {
      int k = ids.size();
      ids.add(corpus.ids().get(item));
      vectors[k] = corpus.vectors()[item];
      ngrams[k] = table.ngrams()[item];
      labels[k] = answers[item];
    }
    return new TrainingSet(ids, ids, vectors, ngrams, labels);
  }

  /** What a student of some answers scores by, without calibration. */
  StudentScorer scorer(Collection<Integer> items, int[] answers, double lambda) {
    HeadTrainer head =
        new HeadTrainer(lambda, plan.student().tolerance(), plan.student().maxIterations());
    return new ScorerTrainer(
            head, Standardiser.of(table.pool(), direction()), ngrams(), table.pool())
        .train(set(items, answers))
        .scorer();
  }

  /** What a student says of some items of the corpus. */
  double[] scores(StudentScorer scorer, int[] items) {
    double[] scores = new double[items.length];
    for (int i = 0; i < items.length; i++) {
      scores[i] = scorer.score(table.corpus().vectors()[items[i]], table.ngrams()[items[i]]);
    }
    return scores;
  }
}
