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
import org.penumbra.student.SparseVector;
import org.penumbra.student.StudentModel;
import org.penumbra.student.StudentTrainer;
import org.penumbra.student.TrainingSet;

/** Trains students at one table, by the code that trains them in a run. */
final class Learner {

  private static final StudentModel.Lineage NO_LINEAGE =
      new StudentModel.Lineage("study", "1", "study", "study");

  private final Table table;
  private final StudentTrainer trainer;

  Learner(Table table, PlayPlan plan, long seed) {
    this.table = table;
    PlayPlan.StudentPlan student = plan.student();
    Optional<NgramHalf> ngrams =
        student.ngramWeight() == 0
            ? Optional.empty()
            : Optional.of(
                new NgramHalf(
                    new NgramTrainer(student.ngramLambda(), NgramTrainer.DEFAULT_TOLERANCE),
                    CharacterNgrams.STANDARD.places(),
                    student.ngramWeight()));
    this.trainer =
        new StudentTrainer(
            new StudentTrainer.Params(
                new HeadTrainer(student.lambda(), student.tolerance(), student.maxIterations()),
                student.folds(),
                plan.assumedPrevalence(),
                seed,
                ngrams,
                student.fewShotInput() ? table.direction().vector() : new float[0]));
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
    TrainingSet set = new TrainingSet(ids, ids, vectors, ngrams, labels);
    return Optional.of(trainer.train(set, table.pool(), audit, NO_LINEAGE));
  }

  /** What a student says of some items of the corpus. */
  double[] scores(StudentTrainer.Trained student, int[] items) {
    double[] scores = new double[items.length];
    for (int i = 0; i < items.length; i++) {
      scores[i] =
          student.scorer().score(table.corpus().vectors()[items[i]], table.ngrams()[items[i]]);
    }
    return scores;
  }
}
