package org.penumbra.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;
import org.penumbra.StableHash;
import org.penumbra.agree.Bootstrap;
import org.penumbra.agree.Categories;
import org.penumbra.agree.ExpertAgreement;
import org.penumbra.agree.KappaGap;
import org.penumbra.agree.Rating;
import org.penumbra.agree.Ratings;
import org.penumbra.agree.Replicates;
import org.penumbra.label.Answer;

/**
 * How often a verdict is wrong, from simulated studies: two experts and a model who err at random
 * about a truth with 40 % positives, judged at each of four looks while doubled items gather.
 * (1,000 such studies of 1,000 replicates: "reached" at the margin .038, at equality .94; at 5 %
 * positives .032 and .50.)
 */
class ErrorRateTest {

  private static final int STUDIES = 120;
  private static final int REPLICATES = 200;
  private static final int[] LOOKS = {200, 300, 400, 500};
  private static final double PREVALENCE = .4;
  private static final double EXPERT_ERROR = .05;
  private static final double MARGIN = .10;
  private static final double FLOOR = .8;
  private static final DecisionParameters PARAMETERS =
      new DecisionParameters(MARGIN, FLOOR, .10, 200, .02, .08, LOOKS.length, 100_000);

  /** Two standard errors above the stated .05. */
  private static final double ALLOWED = .05 + 2 * Math.sqrt(.05 * .95 / STUDIES);

  @Test
  void aModelAtTheMarginIsRarelyCalledGoodEnough() {
    double modelError = modelErrorFor(MARGIN);
    assertThat(gap(modelError)).isCloseTo(MARGIN, within(1e-9));
    assertThat(share(Verdict.REACHED, EXPERT_ERROR, modelError)).isLessThanOrEqualTo(ALLOWED);
  }

  @Test
  void aModelAsGoodAsAnExpertIsNearlyAlwaysCalledGoodEnough() {
    assertThat(share(Verdict.REACHED, EXPERT_ERROR, EXPERT_ERROR)).isGreaterThan(.9);
  }

  @Test
  void expertsAtTheFloorAreRarelyCalledTooNoisy() {
    double atFloor = root(error -> FLOOR - kappa(error, error));
    assertThat(share(Verdict.LABELS_TOO_NOISY, atFloor, .4)).isLessThanOrEqualTo(ALLOWED);
  }

  @Test
  void expertsFarUnderTheFloorAreNearlyAlwaysCalledTooNoisy() {
    double farUnder = root(error -> .6 - kappa(error, error));
    assertThat(share(Verdict.LABELS_TOO_NOISY, farUnder, .4)).isGreaterThan(.95);
  }

  /** The share of studies that end in a verdict at any look. */
  private static double share(Verdict verdict, double expertError, double modelError) {
    int ended = 0;
    for (int study = 0; study < STUDIES; study++) {
      if (ends(study, verdict, expertError, modelError)) {
        ended++;
      }
    }
    return (double) ended / STUDIES;
  }

  private static boolean ends(int study, Verdict verdict, double expertError, double modelError) {
    var random = new SplittableRandom(StableHash.bits(1, "study", Integer.toString(study)));
    List<Rating> ratings = new ArrayList<>();
    Map<String, Answer> model = new TreeMap<>();
    for (int look = 0; look < LOOKS.length; look++) {
      while (model.size() < LOOKS[look]) {
        String item = "i" + model.size();
        double truth = random.nextDouble();
        ratings.add(new Rating(item, item, "ann", answer(truth, random, expertError), 1));
        ratings.add(new Rating(item, item, "bob", answer(truth, random, expertError), 1));
        model.put(item, answer(truth, random, modelError));
      }
      Evidence evidence = evidence(verdict, look + 1, study, Ratings.of(ratings), model);
      if (new DecisionRules(PARAMETERS).decide(evidence).verdict() == verdict) {
        return true;
      }
    }
    return false;
  }

  /** Bootstraps only what the verdict hangs on. */
  private static Evidence evidence(
      Verdict verdict, int round, int study, Ratings ratings, Map<String, Answer> model) {
    Bootstrap bootstrap = new Bootstrap(study, REPLICATES);
    boolean ofModel = verdict == Verdict.REACHED;
    var gap = new KappaGap(ratings, model, Categories.DECIDED);
    var experts = new ExpertAgreement(ratings);
    Replicates judged =
        bootstrap.of(ofModel ? gap.statistic() : experts.statistic(Categories.DECIDED));
    return new Evidence(
        round,
        new ExpertEvidence(
            ofModel ? new Interval(1, 1, 1) : PARAMETERS.bounds(judged),
            Double.NaN,
            new Interval(0, 0, 0),
            gap.doubledItems()),
        ofModel ? PARAMETERS.bounds(judged) : Interval.UNDEFINED,
        judged.standardError(),
        gap.doubledItems(),
        List.of(),
        Interval.UNDEFINED,
        0,
        new Outlook(Interval.UNDEFINED, Interval.UNDEFINED, 0, 0));
  }

  private static Answer answer(double truth, SplittableRandom random, double error) {
    boolean wrong = random.nextDouble() < error;
    return truth < PREVALENCE != wrong ? Answer.POSITIVE : Answer.NEGATIVE;
  }

  private static double modelErrorFor(double gap) {
    return root(error -> gap(error) - gap);
  }

  private static double gap(double modelError) {
    return kappa(EXPERT_ERROR, EXPERT_ERROR) - kappa(EXPERT_ERROR, modelError);
  }

  /** The true kappa of two who err independently at these rates. */
  private static double kappa(double oneError, double otherError) {
    double one = PREVALENCE * (1 - oneError) + (1 - PREVALENCE) * oneError;
    double other = PREVALENCE * (1 - otherError) + (1 - PREVALENCE) * otherError;
    double observed = (1 - oneError) * (1 - otherError) + oneError * otherError;
    double expected = one * other + (1 - one) * (1 - other);
    return (observed - expected) / (1 - expected);
  }

  /** Where a rising function of an error rate crosses zero. */
  private static double root(DoubleUnaryOperator rising) {
    double low = 0;
    double high = .45;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (rising.applyAsDouble(middle) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
