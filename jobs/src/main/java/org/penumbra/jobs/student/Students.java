package org.penumbra.jobs.student;

import java.util.List;
import java.util.Optional;
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
import org.penumbra.student.Standardiser;
import org.penumbra.student.StudentTrainer;

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

  /** A trainer over a sample of the pool. */
  public StudentTrainer trainer(PoolSample pool) {
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
            direction(pool)));
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
