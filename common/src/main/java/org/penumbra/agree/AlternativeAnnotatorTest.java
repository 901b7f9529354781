package org.penumbra.agree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.TTest;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.penumbra.label.Answer;

/**
 * Whether a model may stand in for a rater: the alternative annotator test (Calderon, Reichart and
 * Dror 2025, "The alternative annotator test for LLM-as-a-judge", ACL, section 3).
 *
 * <p>Each rater j is left out in turn. On every item of theirs, the alignment S of an answer is the
 * share of the remaining raters who gave the same. W^f is 1 where the model's alignment is at least
 * that of j, W^h where j's is at least the model's; on a tie both are. Their means are ρ^f, the
 * chance that the model is as good as j or better, and ρ^h. A one-sided test rejects H0: ρ^f ≤ ρ^h
 * − ε; ε is what the model may lag, since a rater costs more. It is a paired t-test, and under 30
 * items Wilcoxon's signed-rank test, as in the paper; the latter tests the differences' centre, of
 * which with many ties the mean is only roughly one. Over the raters the rate of false discoveries
 * is held at .05 ({@link FalseDiscoveries}). The winning rate is the share of raters for whom H0 is
 * rejected; from .5 on the model passes. The mean of ρ^f is the average advantage probability.
 *
 * <p>Binary: unsure and invalid answers are gaps, and so is the model where it has none. Items
 * count alike whatever their design weights, for the tests know none.
 */
public final class AlternativeAnnotatorTest {

  /** Raters without whom there is no majority to hold one against. */
  public static final int MIN_RATERS = 3;

  private static final double FALSE_DISCOVERY_RATE = .05;
  private static final double PASSING_WINNING_RATE = .5;
  private static final int MIN_ITEMS_OF_T_TEST = 30;

  private final Ratings ratings;
  private final Map<String, Answer> model;
  private final double epsilon;

  /**
   * A test.
   *
   * @param model its answer by item id
   * @param epsilon what the model may lag, in [0, 1]; the paper takes .2 for trained experts, .15
   *     for skilled raters and .1 for a crowd
   */
  public AlternativeAnnotatorTest(Ratings ratings, Map<String, Answer> model, double epsilon) {
    if (!(epsilon >= 0 && epsilon <= 1)) {
      throw new IllegalArgumentException("Epsilon is in [0, 1], not " + epsilon);
    }
    this.ratings = ratings;
    this.model = model;
    this.epsilon = epsilon;
  }

  /**
   * The model against one rater.
   *
   * @param rater who was left out
   * @param items that rater, another one and the model answered
   * @param modelAdvantage ρ^f, in [0, 1]
   * @param raterAdvantage ρ^h, in [0, 1]
   * @param pValue of H0, in [0, 1]
   * @param beaten whether H0 is rejected
   */
  public record Rater(
      String rater,
      int items,
      double modelAdvantage,
      double raterAdvantage,
      double pValue,
      boolean beaten) {}

  /**
   * The outcome over all raters.
   *
   * @param raters those who share items with another rater and the model, sorted; compared only if
   *     they are {@link #MIN_RATERS} at least
   * @param items distinct items that entered
   */
  public record Result(List<Rater> raters, int items) {

    public Result {
      raters = List.copyOf(raters);
    }

    /** Whether there are raters enough. */
    public boolean defined() {
      return raters.size() >= MIN_RATERS;
    }

    /** The share of raters the model beats, ω; NaN if undefined. */
    public double winningRate() {
      double beaten = raters.stream().filter(Rater::beaten).count();
      return defined() ? beaten / raters.size() : Double.NaN;
    }

    /** The mean of ρ^f; NaN if undefined. */
    public double advantageProbability() {
      return defined()
          ? raters.stream().mapToDouble(Rater::modelAdvantage).average().orElseThrow()
          : Double.NaN;
    }

    /** Whether the model may stand in for a rater. */
    public boolean passes() {
      return winningRate() >= PASSING_WINNING_RATE;
    }

    /**
     * The outcome in a sentence.
     *
     * @param epsilon of the test
     */
    public String inWords(double epsilon) {
      if (!defined()) {
        return String.format(
            Locale.ROOT,
            "no alternative annotator test: %d raters share items, %d are needed",
            raters.size(),
            MIN_RATERS);
      }
      return String.format(
          Locale.ROOT,
          "may stand in for %d of %d raters at epsilon %.2f (alternative annotator test %s),"
              + " advantage probability %.3f",
          raters.stream().filter(Rater::beaten).count(),
          raters.size(),
          epsilon,
          passes() ? "passed" : "not passed",
          advantageProbability());
    }
  }

  /** W^f and W^h of one item and rater. */
  private record Compared(int group, boolean model, boolean rater) {}

  /** Runs the test. */
  public Result run() {
    SortedMap<String, List<Compared>> compared = compared();
    double[] pValues =
        compared.values().stream().mapToDouble(AlternativeAnnotatorTest.this::pValue).toArray();
    boolean[] beaten = FalseDiscoveries.rejected(pValues, FALSE_DISCOVERY_RATE);
    List<Rater> raters = new ArrayList<>();
    compared.forEach(
        (rater, items) -> {
          int at = raters.size();
          raters.add(
              new Rater(
                  rater,
                  items.size(),
                  share(items.stream().filter(Compared::model).count(), items.size()),
                  share(items.stream().filter(Compared::rater).count(), items.size()),
                  pValues[at],
                  beaten[at]));
        });
    long items =
        ratings.items().stream()
            .filter(item -> decided(item).size() >= 2 && modelAnswer(item) != null)
            .count();
    return new Result(raters, (int) items);
  }

  /** The average advantage probability, for a bootstrap by group; NaN if undefined. */
  public GroupStatistic advantageProbability() {
    SortedMap<String, List<Compared>> compared = compared();
    return GroupStatistic.of(ratings.groups(), times -> advantage(compared, times));
  }

  private static double advantage(SortedMap<String, List<Compared>> compared, double[] times) {
    double sum = 0;
    int raters = 0;
    for (List<Compared> items : compared.values()) {
      double all = 0;
      double won = 0;
      for (Compared item : items) {
        all += times[item.group()];
        won += item.model() ? times[item.group()] : 0;
      }
      if (all > 0) {
        sum += won / all;
        raters++;
      }
    }
    return raters >= MIN_RATERS ? sum / raters : Double.NaN;
  }

  private SortedMap<String, List<Compared>> compared() {
    SortedMap<String, List<Compared>> compared = new TreeMap<>();
    for (Ratings.Item item : ratings.items()) {
      SortedMap<String, Answer> answers = decided(item);
      Answer ofModel = modelAnswer(item);
      if (answers.size() >= 2 && ofModel != null) {
        answers.forEach(
            (rater, answer) -> {
              // The model's and the rater's alignment have one denominator: counts will do.
              long withModel = alike(answers, ofModel) - (answer == ofModel ? 1 : 0);
              long withRater = alike(answers, answer) - 1;
              compared
                  .computeIfAbsent(rater, name -> new ArrayList<>())
                  .add(
                      new Compared(
                          ratings.groupOf(item), withModel >= withRater, withRater >= withModel));
            });
      }
    }
    return compared;
  }

  private static SortedMap<String, Answer> decided(Ratings.Item item) {
    SortedMap<String, Answer> decided = new TreeMap<>(item.answers());
    decided.values().removeIf(answer -> !answer.decided());
    return decided;
  }

  private Answer modelAnswer(Ratings.Item item) {
    Answer answer = model.get(item.id());
    return answer != null && answer.decided() ? answer : null;
  }

  private static long alike(SortedMap<String, Answer> answers, Answer answer) {
    return answers.values().stream().filter(other -> other == answer).count();
  }

  /** Of H0 against the alternative that W^h − W^f is less than ε on average. */
  private double pValue(List<Compared> items) {
    double[] differences =
        items.stream().mapToDouble(c -> (c.rater() ? 1 : 0) - (c.model() ? 1 : 0)).toArray();
    if (Arrays.stream(differences).distinct().count() == 1) {
      // Without spread there is nothing to test; one item shows nothing.
      return differences.length > 1 && differences[0] < epsilon ? 0 : 1;
    }
    if (differences.length >= MIN_ITEMS_OF_T_TEST) {
      return TTest.withDefaults()
          .withMu(epsilon)
          .with(AlternativeHypothesis.LESS_THAN)
          .test(differences)
          .getPValue();
    }
    double pValue =
        WilcoxonSignedRankTest.withDefaults()
            .withMu(epsilon)
            .with(AlternativeHypothesis.LESS_THAN)
            .test(differences)
            .getPValue();
    // One difference among items that all equal ε has no variance in ranks.
    return Double.isNaN(pValue) ? 1 : pValue;
  }

  private static double share(long part, int all) {
    return (double) part / all;
  }
}
