package org.penumbra.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;
import org.penumbra.agree.Bootstrap;
import org.penumbra.agree.GroupStatistic;
import org.penumbra.agree.Replicates;

class DecisionRulesTest {

  private static final DecisionParameters PARAMETERS =
      new DecisionParameters(.10, .8, .10, 200, .02, .08, 5, 1000);
  private static final Interval STEADY = new Interval(.85, .80, .90);
  private static final Interval FEW_UNSURE = new Interval(.04, .02, .06);
  private static final Interval WIDE_GAP = new Interval(.25, .15, .35);
  private static final Outlook NO_OUTLOOK =
      new Outlook(Interval.UNDEFINED, Interval.UNDEFINED, 0, 0);

  @Test
  void labelsAreTooNoisyWhenEvenTheUpperBoundIsUnderTheFloor() {
    Decision decision = decide(usual().expertKappa(new Interval(.60, .45, .79)));
    assertThat(decision.verdict()).isEqualTo(Verdict.LABELS_TOO_NOISY);
    assertThat(decision.why())
        .isEqualTo(
            "Expert-expert kappa is 0.600, at most 0.790, under the floor of 0.800."
                + " (Bounds at 99.00 %, for 5 looks.)");
    assertThat(decide(usual().expertKappa(new Interval(.60, .45, .80))).verdict())
        .isEqualTo(Verdict.GO_ON);
  }

  @Test
  void labelsAreTooNoisyWhenSurelyTooManyAnswersAreUnsure() {
    Decision decision = decide(usual().unsure(new Interval(.15, .11, .20)));
    assertThat(decision.verdict()).isEqualTo(Verdict.LABELS_TOO_NOISY);
    assertThat(decision.why())
        .startsWith("15.0 % of the experts' answers are unsure, at least 11.0 %, over 10.0 %.");
    assertThat(decide(usual().unsure(new Interval(.15, .09, .20))).verdict())
        .isEqualTo(Verdict.GO_ON);
  }

  @Test
  void isReachedWhenTheGapIsSurelyBelowTheMarginOnEnoughItems() {
    Decision decision = decide(usual().gap(new Interval(.02, -.04, .099), .03).doubled(200));
    assertThat(decision.verdict()).isEqualTo(Verdict.REACHED);
    assertThat(decision.verdict().stops()).isTrue();
    assertThat(decision.why())
        .startsWith(
            "Expert-expert minus model-expert kappa is 0.020, at most 0.099, against a margin of"
                + " 0.100, on 200 doubled items.");
    assertThat(decision.power()).isEmpty();
  }

  @Test
  void enoughPrecisionOnTooFewItemsIsNotEnoughEvidence() {
    Decision decision = decide(usual().gap(new Interval(.02, -.04, .099), .03).doubled(199));
    assertThat(decision.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
    assertThat(decision.power()).hasValue(0);
    assertThat(decision.doubledItemsNeeded().getAsInt()).isGreaterThanOrEqualTo(200);
    assertThat(decision.why()).contains("At least 200 are wanted in any case.");
  }

  @Test
  void aSmallGapThatIsNotShownSaysHowManyItemsWouldShowIt() {
    Decision decision = decide(usual().gap(new Interval(.04, -.06, .14), .04).doubled(300));
    assertThat(decision.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
    // z(.99) = 2.3263, z(.8) = .8416: 300 · ((2.3263 + .8416) · .04 / .06)² = 1338.1.
    assertThat(decision.doubledItemsNeeded()).hasValue(1339);
    // Φ(.06 / .04 − 2.3263) = Φ(−.8263).
    assertThat(decision.power().getAsDouble()).isCloseTo(.2043, within(1e-4));
    assertThat(decision.why())
        .isEqualTo(
            "Expert-expert minus model-expert kappa is 0.040, at most 0.140, against a margin of"
                + " 0.100, on 300 doubled items. Were the gap as it seems, 1339 doubled items"
                + " would show it with a probability of 0.80; with 300 it is 0.20."
                + " (Bounds at 99.00 %, for 5 looks.)");
    assertThat(decision.verdict().stops()).isFalse();
  }

  @Test
  void theStatedNumberOfItemsHasTheStatedPower() {
    int needed =
        decide(usual().gap(new Interval(.04, -.06, .14), .04).doubled(300))
            .doubledItemsNeeded()
            .getAsInt();
    double shrunk = .04 * Math.sqrt(300.0 / needed);
    Decision there = decide(usual().gap(new Interval(.04, -.06, .14), shrunk).doubled(needed));
    assertThat(there.power().getAsDouble()).isCloseTo(.8, within(1e-3));
    assertThat(there.doubledItemsNeeded().getAsInt()).isCloseTo(needed, within(1));
  }

  @Test
  void isFlatAfterTwoSmallGainsThatAreSurelySmallTogether() {
    Decision decision =
        decide(usual().gains(List.of(.2, .019, -.01), new Interval(.009, -.05, .079)));
    assertThat(decision.verdict()).isEqualTo(Verdict.FLAT);
    assertThat(decision.why())
        .startsWith(
            "The last two rounds gained 0.019 and -0.010, each under 0.020. Together they gained"
                + " 0.009, at most 0.079, under 0.080.");
  }

  @Test
  void isNotFlatAfterOneSmallGainOrWhenTheTwoMayHaveGainedMore() {
    Interval small = new Interval(.009, -.05, .079);
    assertThat(decide(usual().gains(List.of(.01), small)).verdict()).isEqualTo(Verdict.GO_ON);
    assertThat(decide(usual().gains(List.of(.02, .01), small)).verdict()).isEqualTo(Verdict.GO_ON);
    assertThat(decide(usual().gains(List.of(Double.NaN, .01), small)).verdict())
        .isEqualTo(Verdict.GO_ON);
    Decision wide = decide(usual().gains(List.of(.01, .01), new Interval(.02, -.05, .09)));
    assertThat(wide.verdict()).isEqualTo(Verdict.GO_ON);
    assertThat(wide.why()).contains("Yet the gain of both is 0.020, at most 0.090.");
  }

  @Test
  void stopsWhenTheAnswersAreSpent() {
    Decision decision = decide(usual().answers(1000));
    assertThat(decision.verdict()).isEqualTo(Verdict.OUT_OF_BUDGET);
    assertThat(decision.why())
        .startsWith("1000 answers are spent of the 1000 planned. Expert-expert minus");
    assertThat(decide(usual().answers(999)).verdict()).isEqualTo(Verdict.GO_ON);
  }

  @Test
  void theRulesAreTriedInTheirOrder() {
    Case all =
        usual()
            .expertKappa(new Interval(.6, .5, .7))
            .gap(new Interval(.0, -.05, .05), .02)
            .gains(List.of(0.0, 0.0), new Interval(0, -.01, .01))
            .answers(2000);
    assertThat(decide(all).verdict()).isEqualTo(Verdict.LABELS_TOO_NOISY);
    Case steady = all.expertKappa(STEADY);
    assertThat(decide(steady).verdict()).isEqualTo(Verdict.REACHED);
    Case apart = steady.gap(WIDE_GAP, .04);
    assertThat(decide(apart).verdict()).isEqualTo(Verdict.FLAT);
    Case rising = apart.gains(List.of(), Interval.UNDEFINED);
    assertThat(decide(rising).verdict()).isEqualTo(Verdict.OUT_OF_BUDGET);
    assertThat(decide(rising.answers(10)).verdict()).isEqualTo(Verdict.GO_ON);
  }

  @Test
  void undefinedKappasAreNotEnoughEvidenceAndSaySo() {
    Decision none =
        decide(usual().expertKappa(Interval.UNDEFINED).gap(Interval.UNDEFINED, Double.NaN));
    assertThat(none.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
    assertThat(none.why())
        .startsWith(
            "Expert-expert kappa is undefined: no two experts share items on which two categories"
                + " occur (250 doubled items).");
    Decision noModel = decide(usual().gap(Interval.UNDEFINED, Double.NaN));
    assertThat(noModel.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
    assertThat(noModel.why())
        .startsWith(
            "The gap between experts and model, or its bound, is undefined on 250 doubled items.");
    Decision noError = decide(usual().gap(new Interval(.05, 0, .2), Double.NaN));
    assertThat(noError.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
    assertThat(noError.doubledItemsNeeded()).isEmpty();
  }

  @Test
  void moreLooksThanPlannedAreOwnedUpTo() {
    assertThat(decide(usual().round(6)).why())
        .endsWith(
            " (Bounds at 99.00 %, for 5 looks.) This is look 6: the error rate of .05 no longer"
                + " holds.");
  }

  @Test
  void theSentenceDoesNotDependOnTheMachinesLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(decide(usual()).why()).contains("0.250").doesNotContain("0,250");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aBoundLiesAtTheLevelOfTheLooksUnlessTooManyReplicatesAreUndefined() {
    assertThat(PARAMETERS.level()).isCloseTo(.99, within(1e-12));
    List<String> groups = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    GroupStatistic sound = GroupStatistic.of(groups, times -> times[0] + times[1]);
    Replicates replicates = new Bootstrap(1, 500).of(sound);
    assertThat(PARAMETERS.bounds(replicates))
        .isEqualTo(new Interval(2, replicates.correctedLower(.99), replicates.correctedUpper(.99)));
    GroupStatistic shaky =
        GroupStatistic.of(groups, times -> times[0] + times[1] == 0 ? Double.NaN : 1);
    Interval none = PARAMETERS.bounds(new Bootstrap(1, 500).of(shaky));
    assertThat(none.estimate()).isEqualTo(1);
    assertThat(none.low()).isNaN();
    assertThat(none.high()).isNaN();
  }

  @Test
  void aSmallGapWithoutABoundReachesNothing() {
    Decision decision = decide(usual().gap(new Interval(.01, Double.NaN, Double.NaN), .02));
    assertThat(decision.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
    assertThat(decision.why()).contains("or its bound, is undefined on 250 doubled items.");
  }

  @Test
  void saysWhatAnotherRoundWouldBuyUnlessTheLabelsAreTooNoisy() {
    Case outlook =
        usual().outlook(new Outlook(new Interval(.2, .1, .4), new Interval(.5, .2, .6), 300, 100));
    assertThat(decide(outlook).why())
        .contains(
            "doubled items. Another 100 items would narrow the interval of the gap from ±0.150 to"
                + " about ±0.130, and natural-prevalence kappa from ±0.200 to about ±0.173."
                + " (Bounds");
    assertThat(decide(outlook.gap(new Interval(.04, -.06, .14), .04)).why())
        .contains("it is 0.20. Another 100 items would narrow");
    assertThat(decide(outlook.expertKappa(new Interval(.60, .45, .79))).why())
        .doesNotContain("Another");
  }

  @Test
  void refusesAPlanWithoutALook() {
    assertThatThrownBy(() -> new DecisionParameters(.1, .8, .1, 200, .02, .08, 0, 1000))
        .hasMessage("A plan has one look or more, not 0");
    assertThat(Verdict.NOT_ENOUGH_EVIDENCE.wireName()).isEqualTo("not_enough_evidence");
  }

  private static Decision decide(Case given) {
    return new DecisionRules(PARAMETERS)
        .decide(
            new Evidence(
                given.round,
                new ExpertEvidence(given.expertKappa, .03, given.unsure, given.doubled),
                given.gap,
                given.gapError,
                given.doubled,
                given.gains,
                given.twoRoundGain,
                given.answers,
                given.outlook));
  }

  /** Nothing wrong, nothing reached: go on. */
  private static Case usual() {
    return new Case(
        2,
        STEADY,
        FEW_UNSURE,
        WIDE_GAP,
        .04,
        250,
        List.of(.1),
        Interval.UNDEFINED,
        500,
        NO_OUTLOOK);
  }

  private record Case(
      int round,
      Interval expertKappa,
      Interval unsure,
      Interval gap,
      double gapError,
      int doubled,
      List<Double> gains,
      Interval twoRoundGain,
      int answers,
      Outlook outlook) {

    Case round(int value) {
      return new Case(
          value,
          expertKappa,
          unsure,
          gap,
          gapError,
          doubled,
          gains,
          twoRoundGain,
          answers,
          outlook);
    }

    Case expertKappa(Interval value) {
      return new Case(
          round, value, unsure, gap, gapError, doubled, gains, twoRoundGain, answers, outlook);
    }

    Case unsure(Interval value) {
      return new Case(
          round, expertKappa, value, gap, gapError, doubled, gains, twoRoundGain, answers, outlook);
    }

    Case gap(Interval value, double error) {
      return new Case(
          round, expertKappa, unsure, value, error, doubled, gains, twoRoundGain, answers, outlook);
    }

    Case doubled(int value) {
      return new Case(
          round, expertKappa, unsure, gap, gapError, value, gains, twoRoundGain, answers, outlook);
    }

    Case gains(List<Double> values, Interval together) {
      return new Case(
          round, expertKappa, unsure, gap, gapError, doubled, values, together, answers, outlook);
    }

    Case answers(int value) {
      return new Case(
          round, expertKappa, unsure, gap, gapError, doubled, gains, twoRoundGain, value, outlook);
    }

    Case outlook(Outlook value) {
      return new Case(
          round, expertKappa, unsure, gap, gapError, doubled, gains, twoRoundGain, answers, value);
    }
  }
}
