package org.penumbra.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.penumbra.Interval;
import org.penumbra.agree.WeightedShare;

/** How often the intervals hold a truth that only the simulation knows. */
class RecallCoverageTest {

  private static final int DRAWS = 400;

  /** The least that was asked for; a nominal 95 % has a standard error of 1.1 % here. */
  private static final double ENOUGH = .93;

  @ParameterizedTest
  @CsvSource({".05, 500", ".05, 2000", ".01, 500", ".01, 2000", ".003, 2000"})
  void theIntervalHoldsTheTruth(double prevalence, int audits) {
    MadeCorpus corpus = new MadeCorpus(prevalence);
    int[] draws = SampleDesign.forRecall(corpus.strata(), .95, audits);
    Random random = new Random(1);
    int held = 0;
    for (int i = 0; i < DRAWS; i++) {
      Interval recall = corpus.certificate(draws, corpus.found(draws, random)).recall();
      held += !recall.defined() || recall.contains(corpus.recall()) ? 1 : 0;
    }
    assertThat(held).isGreaterThanOrEqualTo((int) (ENOUGH * DRAWS));
  }

  @Test
  void aBoundOfTheEffectiveNumberOfPositivesWouldNotHoldIt() {
    MadeCorpus corpus = new MadeCorpus(.05);
    int[] draws = SampleDesign.forPositives(corpus.strata(), 2000);
    Random random = new Random(1);
    int gamma = 0;
    int effective = 0;
    for (int i = 0; i < DRAWS; i++) {
      int[] found = corpus.found(draws, random);
      gamma += corpus.certificate(draws, found).recall().contains(corpus.recall()) ? 1 : 0;
      WeightedShare share = new WeightedShare();
      for (boolean kept : new boolean[] {true, false}) {
        corpus.sample(kept, draws, found).stream()
            .filter(Answered::positive)
            .forEach(text -> share.add(text.weight(), kept));
      }
      effective += share.interval(.95).contains(corpus.recall()) ? 1 : 0;
    }
    assertThat(gamma).isGreaterThanOrEqualTo((int) (ENOUGH * DRAWS));
    assertThat(effective).isLessThan((int) (ENOUGH * DRAWS));
  }

  @Test
  void theExpertsIntervalHoldsTheExpertsTruth() {
    MadeCorpus corpus = new MadeCorpus(.05);
    int[] draws = SampleDesign.forRecall(corpus.strata(), .95, 2000);
    Random random = new Random(1);
    // Experts agree with four in five of the model's positives and find 1 in 100 of the others.
    double truth = expertRecall(corpus);
    int held = 0;
    for (int i = 0; i < DRAWS; i++) {
      int[] found = corpus.found(draws, random);
      List<ExpertAudit.Text> audit = new ArrayList<>();
      for (boolean kept : new boolean[] {true, false}) {
        for (Answered text : corpus.sample(kept, draws, found)) {
          boolean asked = random.nextDouble() < (text.positive() ? .8 : .2);
          boolean expert = random.nextDouble() < (text.positive() ? .8 : .01);
          audit.add(
              new ExpertAudit.Text(kept, text, asked ? Optional.of(expert) : Optional.empty()));
        }
      }
      Interval recall =
          ExpertAudit.certify(audit, corpus.rows(true), corpus.rows(false), .95, .95).recall();
      held += recall.contains(truth) ? 1 : 0;
    }
    assertThat(held).isGreaterThanOrEqualTo((int) (ENOUGH * DRAWS));
  }

  @Test
  void theBandKeepsWhatItPromises() {
    Random random = new Random(1);
    int broken = 0;
    for (int i = 0; i < DRAWS; i++) {
      List<BandItem> sample = new ArrayList<>();
      for (int k = 0; k < 3000; k++) {
        // Half drawn evenly, half from the upper tenth: scores are uniform in [0, 1).
        double score = k % 2 == 0 ? random.nextDouble() : .9 + random.nextDouble() / 10;
        double probability = score < .9 ? 1.5e-6 : 16.5e-6;
        boolean positive = random.nextDouble() < .25 * score * score * score;
        sample.add(new BandItem(score, new Answered(positive, probability, 1)));
      }
      TriageBand band = TriageBand.cut(sample, .9, .95);
      double recall = 1 - Math.pow(Math.max(0, band.cut()), 4);
      assertThat(band.drops()).isTrue();
      broken += recall < .9 ? 1 : 0;
    }
    assertThat(broken).isLessThanOrEqualTo((int) (.07 * DRAWS));
  }

  private static double expertRecall(MadeCorpus corpus) {
    double[] sides = new double[2];
    corpus
        .strata()
        .forEach(
            each ->
                sides[each.kept() ? 1 : 0] +=
                    each.size() * (.8 * each.rate() + .01 * (1 - each.rate())));
    return sides[1] / (sides[0] + sides[1]);
  }
}
