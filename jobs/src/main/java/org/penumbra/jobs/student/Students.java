package org.penumbra.jobs.student;

import java.util.List;
import java.util.Optional;
import org.penumbra.Interval;
import org.penumbra.jobs.embed.ExampleVectors;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.policy.Policy;
import org.penumbra.score.FewShotDirection;
import org.penumbra.settings.Settings;
import org.penumbra.settings.StudentSettings;
import org.penumbra.student.CharacterNgrams;
import org.penumbra.student.HeadTrainer;
import org.penumbra.student.NgramHalf;
import org.penumbra.student.NgramTrainer;
import org.penumbra.student.PoolSample;
import org.penumbra.student.ScoreInput;
import org.penumbra.student.Standardiser;
import org.penumbra.student.StudentModel;
import org.penumbra.student.StudentTrainer;
import org.penumbra.student.TrainingSet;

/** Students as the settings ask for them. */
public final class Students {

  private final Settings settings;
  private final Policy policy;

  public Students(Settings settings, Policy policy) {
    this.settings = settings;
    this.policy = policy;
  }

  /** The sample of the pool that such a student is trained on. */
  public PoolSample pool(PoolSamples samples, List<Manifest> items, List<Manifest> vectors) {
    return samples.of(items, vectors, ngrams());
  }

  /** A trainer of the student, over a sample of the pool. */
  public StudentTrainer trainer(PoolSample pool) {
    return trainer(direction(pool));
  }

  /**
   * The pool's student: one that reads a model's score too. Only the pool is sure to have one for
   * every item, so it is no student for the corpus.
   *
   * @param scores of all items of pool and set
   */
  public StudentTrainer.Trained ofPool(
      PoolSample pool,
      ModelScores scores,
      TrainingSet items,
      Interval prevalence,
      StudentModel.Lineage lineage) {
    float[] mean = Standardiser.of(pool).mean();
    ScoreInput input = ScoreInput.of(scores.of(pool.ids()), pool.weights(), mean);
    PoolSample besideScores =
        new PoolSample(
            pool.ids(),
            scores.beside(input, pool.ids(), pool.vectors()),
            pool.ngrams(),
            pool.weights(),
            pool.features());
    TrainingSet labelled =
        new TrainingSet(
            items.ids(),
            items.groups(),
            scores.beside(input, items.ids(), items.vectors()),
            items.ngrams(),
            items.labels());
    return trainer(ScoreInput.direction(mean.length))
        .train(labelled, besideScores, prevalence, lineage)
        .reading(input);
  }

  private StudentTrainer trainer(float[] direction) {
    StudentSettings student = settings.student();
    return new StudentTrainer(
        new StudentTrainer.Params(
            HeadTrainer.of(
                student.hidden(),
                student.l2(),
                student.tolerance(),
                student.maxIterations(),
                settings.seed()),
            student.folds(),
            settings.scorer().prevalence(),
            settings.seed(),
            ngrams()
                .map(
                    counted ->
                        new NgramHalf(
                            new NgramTrainer(student.ngramL2(), NgramTrainer.DEFAULT_TOLERANCE),
                            counted.places(),
                            student.ngramWeight())),
            direction));
  }

  private Optional<CharacterNgrams> ngrams() {
    return settings.student().ngramWeight() == 0
        ? Optional.empty()
        : Optional.of(CharacterNgrams.STANDARD);
  }

  /** From the pool's mean to the policy's examples as they are now, not as the scan knew them. */
  private float[] direction(PoolSample pool) {
    List<float[]> positives =
        settings.student().scoreInput()
            ? ExampleVectors.of(settings, policy.positiveExamples())
            : List.of();
    return positives.isEmpty()
        ? new float[0]
        : FewShotDirection.from(positives, Standardiser.of(pool).mean()).vector();
  }
}
