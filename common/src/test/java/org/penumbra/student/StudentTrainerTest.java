package org.penumbra.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;
import org.penumbra.embed.EncodedText;
import org.penumbra.score.AuditEstimate;
import org.penumbra.score.Threshold;

class StudentTrainerTest {

  private static final StudentModel.Lineage LINEAGE =
      new StudentModel.Lineage("ads", "v1", "minilm", "abc123");
  private static final int POOL = 4_000;
  private static final Made MADE = new Made(POOL, 32, 0.05, 0.3, 21);
  private static final StudentTrainer TRAINER =
      new StudentTrainer(new StudentTrainer.Params(new LinearHeadTrainer(200), 5, 0.1, 7));

  @Test
  void letsTheAuditCorrectTheCutOfLabelsPickedMostlyFromTheTop() {
    TrainingSet items = MADE.items(selected(300));
    assertThat(items.positives() / 300.0).as("share among the labels").isGreaterThan(3 * 0.05);
    Random random = new Random(5);
    TrainingSet audited =
        MADE.items(
            IntStream.range(0, 400).map(i -> random.nextInt(POOL)).distinct().boxed().toList());
    Interval audit =
        AuditEstimate.of(
            List.of(new AuditEstimate.Stratum(POOL, audited.size(), audited.positives())));

    StudentModel unaudited =
        TRAINER.train(items, MADE.pool(), Interval.UNDEFINED, LINEAGE).student();
    StudentModel student = TRAINER.train(items, MADE.pool(), audit, LINEAGE).student();

    assertThat(unaudited.threshold().prevalence().low()).as("the known limit").isGreaterThan(0.05);
    assertThat(student.threshold().method()).isEqualTo(Threshold.AUDIT);
    double[] scores = student.scorer().head().scores(MADE.pool().vectors());
    double cut = Arrays.stream(scores).filter(s -> student.label(s) == 1).count() / (double) POOL;
    double half = Arrays.stream(scores).filter(s -> s >= 0).count() / (double) POOL;
    assertThat(cut).as("two standard errors of 400 answers").isCloseTo(0.05, within(0.022));
    assertThat(Math.abs(half - 0.05)).as("the cut at 0.5").isGreaterThan(0.03);
  }

  @Test
  void givesProbabilitiesThatAverageToThePrevalence() {
    StudentModel student =
        TRAINER
            .train(MADE.items(selected(300)), MADE.pool(), Interval.UNDEFINED, LINEAGE)
            .student();

    double mean =
        Arrays.stream(student.scorer().head().scores(MADE.pool().vectors()))
            .map(student::probability)
            .average()
            .orElseThrow();

    assertThat(mean).isCloseTo(student.threshold().prevalence().estimate(), within(1e-3));
  }

  @Test
  void givesTheSameModelBitForBitWhateverTheOrder() {
    List<Integer> chosen = selected(150);
    List<Integer> shuffled = new ArrayList<>(chosen);
    Collections.shuffle(shuffled, new Random(4));

    StudentTrainer.Trained once =
        TRAINER.train(MADE.items(chosen), MADE.pool(), Interval.UNDEFINED, LINEAGE);
    StudentTrainer.Trained again =
        TRAINER.train(MADE.items(shuffled), MADE.pool(), Interval.UNDEFINED, LINEAGE);

    assertThat(StudentModelFile.write(again.student()))
        .isEqualTo(StudentModelFile.write(once.student()));
    assertThat(again.outOfFold()).isEqualTo(once.outOfFold());
  }

  @Test
  void fallsBackToTheAssumedPrevalenceWhereNothingCanBeCrossFitted() {
    List<Integer> chosen = new ArrayList<>(selected(40));
    chosen.removeIf(i -> MADE.items(List.of(i)).positives() == 1);
    chosen.add(positives().get(0));

    StudentTrainer.Trained trained =
        TRAINER.train(MADE.items(chosen), MADE.pool(), Interval.UNDEFINED, LINEAGE);

    assertThat(trained.outOfFold()).isEmpty();
    assertThat(trained.student().threshold().method()).isEqualTo(Threshold.ASSUMED);
    assertThat(trained.student().calibration().defined()).isFalse();
    assertThat(trained.student().probability(0)).isNaN();
  }

  @Test
  void passesOnThatTheAuditContradictsTheLabels() {
    StudentTrainer.Trained trained =
        TRAINER.train(
            MADE.items(selected(300)), MADE.pool(), new Interval(0.3, 0.25, 0.35), LINEAGE);

    assertThat(trained.student().threshold().method()).isEqualTo(Threshold.AUDIT);
    assertThat(trained.warnings()).singleElement().asString().contains("the audit at 0.3000");
  }

  @Test
  void recordsHowTheTrainingWent() {
    TrainingSet items = MADE.items(selected(150));

    StudentTrainer.Trained trained = TRAINER.train(items, MADE.pool(), Interval.UNDEFINED, LINEAGE);

    StudentModel student = trained.student();
    assertThat(student.training().labels()).isEqualTo(150);
    assertThat(student.training().positives()).isEqualTo(items.positives());
    assertThat(student.training().lambda()).isEqualTo(200);
    assertThat(student.training().gradientNorm()).isLessThan(student.training().tolerance());
    assertThat(student.outOfFold().items()).isEqualTo(150);
    assertThat(student.outOfFold().folds()).isEqualTo(5);
    assertThat(student.outOfFold().auc()).isBetween(0.7, 1.0);
    assertThat(student.outOfFold().meanPositivePercentile())
        .isGreaterThan(student.outOfFold().meanNegativePercentile());
  }

  @Test
  void givesAModelThatReadsTextsByItself() {
    MadeTexts made = new MadeTexts(600, 5);
    PoolSample pool = made.pool(i -> 1);

    StudentTrainer.Trained trained =
        whole(new float[0]).train(made.items(150), pool, Interval.UNDEFINED, LINEAGE);

    StudentModel student = trained.student();
    assertThat(student.readsTexts()).isTrue();
    assertThat(student.outOfFold().auc()).as("vectors tell nothing").isGreaterThan(0.6);
    for (int i = 0; i < 600; i++) {
      StudentInput item =
          new StudentInput(new EncodedText(made.vector(i), null, false), made.text(i));
      assertThat(student.score(item))
          .isEqualTo(trained.scorer().score(pool.vectors()[i], pool.ngrams()[i]));
    }
  }

  @Test
  void placesTheCutOfBothHalvesInThePool() {
    MadeTexts made = new MadeTexts(600, 5);
    PoolSample pool = made.pool(i -> 1);

    StudentTrainer.Trained trained =
        whole(new float[0]).train(made.items(150), pool, Interval.UNDEFINED, LINEAGE);

    double flagged =
        Arrays.stream(trained.scorer().scores(pool.vectors(), pool.ngrams()))
                .filter(score -> trained.student().label(score) == 1)
                .count()
            / 600.0;
    assertThat(flagged)
        .isCloseTo(trained.student().threshold().prevalence().estimate(), within(0.01));
  }

  @Test
  void readsADirectionBesideTheNgrams() {
    MadeTexts made = new MadeTexts(600, 5);
    float[] direction = {1, 0, 0, 0, 0, 0, 0, 0};

    StudentTrainer.Trained with =
        whole(direction).train(made.items(150), made.pool(i -> 1), Interval.UNDEFINED, LINEAGE);
    StudentTrainer.Trained without =
        whole(new float[0]).train(made.items(150), made.pool(i -> 1), Interval.UNDEFINED, LINEAGE);

    assertThat(with.head().standardiser().inputs()).isEqualTo(9);
    assertThat(((LinearModel) with.student().scorer().head()).weights()).hasSize(8);
    assertThat(with.scorer().head()).isNotEqualTo(without.scorer().head());
    assertThat(with.scorer().ngrams()).isEqualTo(without.scorer().ngrams());
  }

  @Test
  void leavesANgramHalfOutWhereNoneIsAskedFor() {
    MadeTexts made = new MadeTexts(600, 5);

    StudentModel student =
        TRAINER.train(made.items(150), made.pool(i -> 1), Interval.UNDEFINED, LINEAGE).student();

    assertThat(student.readsTexts()).isFalse();
    assertThat(student.features()).isNull();
    assertThat(student.ofText("Xylocure")).isZero();
  }

  private static StudentTrainer whole(float[] direction) {
    return new StudentTrainer(
        new StudentTrainer.Params(
            new LinearHeadTrainer(200),
            5,
            0.1,
            7,
            Optional.of(new NgramHalf(new NgramTrainer(1, 1e-3), MadeTexts.SHAPE.places(), 0.5)),
            direction));
  }

  /** A quarter anywhere, three quarters where a first look finds many positives. */
  private static List<Integer> selected(int count) {
    Random random = new Random(17);
    Set<Integer> chosen = new TreeSet<>();
    while (chosen.size() < count / 4) {
      chosen.add(random.nextInt(POOL));
    }
    TrainingSet seeds = MADE.items(firstLook());
    HeadModel look = new LinearHeadTrainer(200).train(seeds, Standardiser.of(MADE.pool())).model();
    double[] scores = look.scores(MADE.pool().vectors());
    IntStream.range(0, POOL)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -scores[i]))
        .filter(i -> i % 2 == 0 && !chosen.contains(i))
        .limit(count - chosen.size())
        .toList()
        .forEach(chosen::add);
    return List.copyOf(chosen);
  }

  private static List<Integer> firstLook() {
    List<Integer> look = new ArrayList<>(positives().subList(0, 8));
    for (int i = 0; i < 40; i++) {
      if (!look.contains(i)) {
        look.add(i);
      }
    }
    return look;
  }

  private static List<Integer> positives() {
    return IntStream.range(0, POOL)
        .filter(i -> MADE.items(List.of(i)).positives() == 1)
        .boxed()
        .toList();
  }
}
