package org.penumbra.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistillerTest {

  private static final int LESSONS = 200;
  private static final int BAND = 600;

  @Test
  void aModelOfWordsKeepsWhatTheTeacherFindsPositiveAndDropsMostOfTheRest() {
    Distiller.Distilled distilled = distilled(1, BAND);

    assertThat(distilled.asCertified()).isTrue();
    assertThat(distilled.kept()).isBetween(0.19, 0.4);
    assertThat(distilled.sentence())
        .startsWith("Triage keeps about ")
        .contains(" % of the corpus. Texts that score ");
    Triage triage = distilled.triage();
    TriageScorer scorer = triage.model().scorer();
    assertThat(triage.auditWeight(scorer.score("this root cures offer9999"))).isZero();
    assertThat(triage.auditWeight(scorer.score("this van arrives on Friday offer9999")))
        .isPositive();
    assertThat(triage.auditWeight(triage.nearCut())).isEqualTo(Triage.NEAR_WEIGHT);
    assertThat(triage.auditWeight(Math.nextDown(triage.nearCut()))).isEqualTo(1);
  }

  @Test
  void whereItMayKeepLessThanItMustTheRecallIsNotWhatIsAskedFor() {
    Distiller.Distilled distilled = distilled(0.09, BAND);

    assertThat(distilled.asCertified()).isFalse();
    assertThat(distilled.kept()).isBetween(0.09, 0.11);
    assertThat(distilled.sentence())
        .contains("of the corpus, the most it may, and not the recall that is asked for.");
  }

  @Test
  void nothingIsDroppedWhereTheSampleHoldsTooFewPositives() {
    Distiller.Distilled distilled = distilled(1, 40);

    assertThat(distilled.triage()).isNull();
    assertThat(distilled.asCertified()).isTrue();
    assertThat(distilled.kept()).isEqualTo(1);
    assertThat(distilled.sentence())
        .startsWith("Triage drops nothing. Everything is kept: 8 sampled positives");
  }

  private static Distiller.Distilled distilled(double maxKept, int bandSize) {
    List<String> texts = new ArrayList<>();
    double[] targets = new double[LESSONS];
    for (int i = 0; i < LESSONS; i++) {
      texts.add(text(i));
      targets[i] = positive(i) ? 1 : 0;
    }
    List<BandText> band = new ArrayList<>();
    for (int i = LESSONS; i < LESSONS + bandSize; i++) {
      band.add(new BandText(text(i), new Answered(positive(i), 0.01, 1)));
    }
    return new Distiller(TriageTrainer.STANDARD, 0.95, 0.95, maxKept).distil(texts, targets, band);
  }

  private static boolean positive(int i) {
    return i % 5 == 0;
  }

  private static String text(int i) {
    String claim = i % 10 == 0 ? "this root cures" : "this root heals all";
    return (positive(i) ? claim : "this van arrives on Friday") + " offer" + i;
  }
}
