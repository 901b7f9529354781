package org.penumbra.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.penumbra.Interval;
import org.penumbra.StableHash;
import org.penumbra.agree.Bootstrap;
import org.penumbra.agree.Categories;
import org.penumbra.agree.ExpertAgreement;
import org.penumbra.agree.GroupStatistic;
import org.penumbra.agree.KappaGap;
import org.penumbra.agree.ModelAgreement;
import org.penumbra.agree.Rating;
import org.penumbra.agree.Ratings;
import org.penumbra.agree.Replicates;
import org.penumbra.label.Answer;

/**
 * A simulated study: two experts and each round's model err at random about a truth, and are judged
 * by the rules at each of four looks while doubled items gather. Half of a model's errors are those
 * of the round before, were its error rate the same.
 *
 * @param name what is true, in words
 * @param prevalence share of positives
 * @param expertKappa true expert-expert kappa
 * @param unsure share of answers that are unsure, by chance
 * @param gaps true gap of each look's model to the experts
 */
record Study(String name, double prevalence, double expertKappa, double unsure, List<Double> gaps) {

  private static final int[] LOOKS = {200, 300, 400, 500};
  static final DecisionParameters PARAMETERS =
      new DecisionParameters(.10, .80, .10, 200, .02, .08, LOOKS.length, 100_000);

  /** What was said at one look. */
  record Look(Verdict verdict, Gate.Status gate) {}

  /** A study whose models are all as far from the experts. */
  static Study steady(String name, double prevalence, double expertKappa, double gap) {
    return new Study(name, prevalence, expertKappa, 0, List.of(gap, gap, gap, gap));
  }

  /** A study whose models come nearer by as much each round. */
  static Study gaining(String name, double from, double gain) {
    List<Double> gaps =
        DoubleStream.iterate(from, gap -> gap - gain).limit(LOOKS.length).boxed().toList();
    return new Study(name, .4, .8, 0, gaps);
  }

  Study withUnsure(double share) {
    return new Study(name, prevalence, expertKappa, share, gaps);
  }

  /** All looks of one such study, whether or not an earlier one would have ended it. */
  List<Look> looks(int number, int replicates) {
    var random = new SplittableRandom(StableHash.bits(1, "study", Integer.toString(number)));
    double expertError = root(error -> expertKappa - kappa(error, error));
    double[] modelErrors = gaps.stream().mapToDouble(gap -> modelError(expertError, gap)).toArray();
    List<Rating> ratings = new ArrayList<>();
    List<Map<String, Answer>> models = new ArrayList<>();
    gaps.forEach(gap -> models.add(new TreeMap<>()));
    List<Look> looks = new ArrayList<>();
    Bootstrap bootstrap = new Bootstrap(number, replicates);
    for (int look = 0; look < LOOKS.length; look++) {
      for (int i = models.get(0).size(); i < LOOKS[look]; i++) {
        String item = "i" + i;
        boolean truth = random.nextDouble() < prevalence;
        for (String rater : List.of("ann", "bob")) {
          Answer answer = answer(truth, random.nextDouble() < expertError);
          Answer given = random.nextDouble() < unsure ? Answer.UNSURE : answer;
          ratings.add(new Rating(item, item, rater, given, 1));
        }
        double luck = random.nextDouble();
        for (int round = 0; round < models.size(); round++) {
          luck = random.nextBoolean() ? luck : random.nextDouble();
          models.get(round).put(item, answer(truth, luck < modelErrors[round]));
        }
      }
      Evidence evidence = evidence(look, Ratings.of(ratings), models, bootstrap);
      looks.add(
          new Look(
              new DecisionRules(PARAMETERS).decide(evidence).verdict(),
              Gate.of(PARAMETERS, evidence.experts()).status()));
    }
    return looks;
  }

  private Evidence evidence(
      int look, Ratings ratings, List<Map<String, Answer>> models, Bootstrap bootstrap) {
    var experts = new ExpertAgreement(ratings);
    var gap = new KappaGap(ratings, models.get(look), Categories.DECIDED);
    Replicates kappa = bootstrap.of(experts.statistic(Categories.DECIDED));
    Replicates gaps = bootstrap.of(gap.statistic());
    List<Double> gains = new ArrayList<>();
    for (int round = 1; round <= look; round++) {
      gains.add(gain(ratings, models.get(round), models.get(round - 1)).estimate());
    }
    // Bounds that no rule can ask for are not drawn: the table takes long enough.
    boolean maybeFlat =
        look >= 2
            && gains.get(look - 1) < PARAMETERS.flatGain()
            && gains.get(look - 2) < PARAMETERS.flatGain();
    Interval twoRoundGain =
        maybeFlat
            ? PARAMETERS.bounds(bootstrap.of(gain(ratings, models.get(look), models.get(look - 2))))
            : Interval.UNDEFINED;
    Interval unsureShare =
        unsure > 0 ? PARAMETERS.bounds(bootstrap.of(experts.unsureShare())) : new Interval(0, 0, 0);
    return new Evidence(
        look + 1,
        new ExpertEvidence(
            PARAMETERS.bounds(kappa), kappa.standardError(), unsureShare, gap.doubledItems()),
        PARAMETERS.bounds(gaps),
        gaps.standardError(),
        gap.doubledItems(),
        gains,
        twoRoundGain,
        0,
        new Outlook(Interval.UNDEFINED, Interval.UNDEFINED, 0, 0));
  }

  private static GroupStatistic gain(
      Ratings ratings, Map<String, Answer> later, Map<String, Answer> earlier) {
    return new ModelAgreement(ratings, later)
        .statistic(Categories.DECIDED)
        .minus(new ModelAgreement(ratings, earlier).statistic(Categories.DECIDED));
  }

  private static Answer answer(boolean truth, boolean wrong) {
    return truth != wrong ? Answer.POSITIVE : Answer.NEGATIVE;
  }

  private double modelError(double expertError, double gap) {
    return root(error -> kappa(expertError, expertError) - kappa(expertError, error) - gap);
  }

  /** The true kappa of two who err independently at these rates. */
  private double kappa(double oneError, double otherError) {
    double one = prevalence * (1 - oneError) + (1 - prevalence) * oneError;
    double other = prevalence * (1 - otherError) + (1 - prevalence) * otherError;
    double observed = (1 - oneError) * (1 - otherError) + oneError * otherError;
    double expected = one * other + (1 - one) * (1 - other);
    return (observed - expected) / (1 - expected);
  }

  /** Where a rising function of an error rate crosses zero. */
  private static double root(DoubleUnaryOperator rising) {
    double low = 0;
    double high = .5;
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
