package org.penumbra.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.penumbra.Interval;
import org.penumbra.student.CharacterNgrams;
import org.penumbra.student.HeadTrainer;
import org.penumbra.student.NgramHalf;
import org.penumbra.student.NgramTrainer;
import org.penumbra.student.PoolSample;
import org.penumbra.student.ScorerTrainer;
import org.penumbra.student.SparseVector;
import org.penumbra.student.Standardiser;
import org.penumbra.student.StudentModel;
import org.penumbra.student.StudentScorer;
import org.penumbra.student.StudentTrainer;
import org.penumbra.student.TrainingSet;

/** Trains students on vectors and n-grams, by the code that trains them in a run. */
final class EmbeddedLearner implements Learner {

  private static final StudentModel.Lineage NO_LINEAGE =
      new StudentModel.Lineage("study", "1", "study", "study");

  /** Of the penalty that contestants have. */
  private static final double[] PENALTY_MULTIPLES = {.25, 1, 4, 16};

  private final Table table;
  private final PlayPlan.Embedded plan;
  private final long seed;
  private final float[][] read;
  private final float[] direction;
  private final PoolSample pool;
  private final StudentTrainer trainer;

  EmbeddedLearner(Table table, PlayPlan.Embedded plan, double assumedPrevalence, long seed) {
    this.table = table;
    this.plan = plan;
    this.seed = seed;
    this.read = plan.scoreInput() ? table.first().read() : table.corpus().vectors();
    this.direction = plan.scoreInput() ? table.first().direction() : new float[0];
    this.pool = pool();
    this.trainer =
        new StudentTrainer(
            new StudentTrainer.Params(
                head(plan.lambda()), plan.folds(), assumedPrevalence, seed, ngrams(), direction));
  }

  private HeadTrainer head(double lambda) {
    return HeadTrainer.of(plan.hidden(), lambda, plan.tolerance(), plan.maxIterations(), seed);
  }

  private Optional<NgramHalf> ngrams() {
    return plan.ngramWeight() == 0
        ? Optional.empty()
        : Optional.of(
            new NgramHalf(
                new NgramTrainer(plan.ngramLambda(), NgramTrainer.DEFAULT_TOLERANCE),
                CharacterNgrams.STANDARD.places(),
                plan.ngramWeight()));
  }

  /** The pool as the head reads it. */
  private PoolSample pool() {
    return new PoolSample(
        table.pool().ids(),
        IntStream.of(table.draw().pool()).mapToObj(item -> read[item]).toArray(float[][]::new),
        table.pool().ngrams(),
        table.pool().weights());
  }

  @Override
  public Optional<Learned> train(Collection<Integer> items, int[] answers, Interval audit) {
    long positives = items.stream().filter(i -> answers[i] == 1).count();
    if (positives == 0 || positives == items.size()) {
      return Optional.empty();
    }
    StudentTrainer.Trained trained = trainer.train(set(items, answers), pool, audit, NO_LINEAGE);
    return Optional.of(
        new Learned(
            some -> scores(trained.scorer(), some),
            trained.student().threshold(),
            trained.student().calibration(),
            trained.student().percentiles()));
  }

  @Override
  public List<Scores> atEachPenalty(Collection<Integer> items, int[] answers) {
    ScorerTrainer scorers =
        new ScorerTrainer(head(plan.lambda()), Standardiser.of(pool, direction), ngrams(), pool);
    List<HeadTrainer> heads =
        DoubleStream.of(PENALTY_MULTIPLES)
            .mapToObj(multiple -> head(multiple * plan.lambda()))
            .toList();
    return scorers.train(set(items, answers), heads).stream()
        .map(ScorerTrainer.Trained::scorer)
        .map(scorer -> (Scores) some -> scores(scorer, some))
        .toList();
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
      vectors[k] = read[item];
      ngrams[k] = table.ngrams()[item];
      labels[k] = answers[item];
    }
    return new TrainingSet(ids, ids, vectors, ngrams, labels);
  }

  private double[] scores(StudentScorer scorer, int[] items) {
    double[] scores = new double[items.length];
    for (int i = 0; i < items.length; i++) {
      scores[i] = scorer.score(read[items[i]], table.ngrams()[items[i]]);
    }
    return scores;
  }
}
