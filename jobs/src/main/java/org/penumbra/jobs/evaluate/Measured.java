package org.penumbra.jobs.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.penumbra.Interval;
import org.penumbra.agree.AlternativeAnnotatorTest;
import org.penumbra.agree.AveragePrecision;
import org.penumbra.agree.Bootstrap;
import org.penumbra.agree.Categories;
import org.penumbra.agree.Confusion;
import org.penumbra.agree.ExpertAgreement;
import org.penumbra.agree.GroupStatistic;
import org.penumbra.agree.KappaGap;
import org.penumbra.agree.ModelAgreement;
import org.penumbra.agree.Rating;
import org.penumbra.agree.Ratings;
import org.penumbra.agree.Replicates;
import org.penumbra.decide.DecisionParameters;
import org.penumbra.label.Answer;

/** Turns answers of raters and models into figures with intervals. */
public final class Measured {

  public static final String EVAL = "eval";
  public static final String EVAL_CURATED = "eval-curated";
  public static final String NATURAL = "natural";
  public static final String HOLDOUT = "holdout";
  public static final String RATERS = "raters";
  public static final String HELD_OUT = "held-out";
  public static final String CROSS_FITTED = "cross-fitted";
  public static final String UNSEEN = "unseen";

  public static final String EXPERT_KAPPA = "expert_kappa";
  public static final String EXPERT_KAPPA_WITH_UNSURE = "expert_kappa_with_unsure";
  public static final String UNSURE_SHARE = "unsure_share";
  public static final String MODEL_EXPERT_KAPPA = "model_expert_kappa";
  public static final String GAP = "gap";
  public static final String GAIN = "gain";
  public static final String TWO_ROUND_GAIN = "two_round_gain";
  public static final String CONSENSUS_KAPPA = "consensus_kappa";
  public static final String PRECISION = "precision";
  public static final String RECALL = "recall";
  public static final String AVERAGE_PRECISION = "average_precision";
  public static final String WINNING_RATE = "winning_rate";
  public static final String ADVANTAGE_PROBABILITY = "advantage_probability";
  public static final String COMPARED_RATERS = "compared_raters";
  public static final String PREVALENCE = "prevalence";
  public static final String TIER_RECALL = "tier_recall";

  private final Bootstrap bootstrap;
  private final double confidence;
  private final DecisionParameters decision;
  private final List<Figure> figures = new ArrayList<>();

  /**
   * Whose figures, on what, and how the model's answers were come by.
   *
   * @param model null for figures of raters alone
   * @param population one of those above, or an evaluation round
   * @param basis one of those above
   */
  public record Subject(String model, String population, String basis) {

    /** Raters alone. */
    public static Subject raters(String population) {
      return new Subject(null, population, RATERS);
    }
  }

  /**
   * How a sample's items are drawn again.
   *
   * @param interval of what was drawn, at a level
   */
  public record Resampling(
      Function<GroupStatistic, Replicates> draw,
      BiFunction<Replicates, Double, Interval> interval) {

    private Replicates of(GroupStatistic statistic) {
      return draw.apply(statistic);
    }
  }

  public Measured(Bootstrap bootstrap, double confidence, DecisionParameters decision) {
    this.bootstrap = bootstrap;
    this.confidence = confidence;
    this.decision = decision;
  }

  /** The evaluation items of one round, as a population. */
  public static String evaluationOf(String roundFolder) {
    return EVAL + "-" + roundFolder;
  }

  /** All figures so far. */
  public List<Figure> figures() {
    return List.copyOf(figures);
  }

  /** Items drawn by group, from a sample without strata. */
  public Resampling byGroup() {
    return new Resampling(bootstrap::of, Replicates::correctedInterval);
  }

  /** Items drawn by group within the audit's strata, where no jackknife tells the skewness. */
  public Resampling within(Map<String, String> stratumOfGroup) {
    return new Resampling(
        statistic -> bootstrap.stratified(statistic, stratumOfGroup), Replicates::interval);
  }

  /** How the raters agree with one another; what the gate reads. */
  public void gate(String population, Ratings ratings, long items) {
    ExpertAgreement experts = new ExpertAgreement(ratings);
    Subject subject = Subject.raters(population);
    long doubled = raters(population, ratings, items, byGroup());
    bounds(subject, EXPERT_KAPPA, experts.statistic(Categories.DECIDED), items, doubled);
    bounds(subject, UNSURE_SHARE, experts.unsureShare(), items, doubled);
  }

  /** How the raters agree with one another; returns the number of doubled items. */
  public long raters(String population, Ratings ratings, long items, Resampling resampling) {
    ExpertAgreement experts = new ExpertAgreement(ratings);
    Subject subject = Subject.raters(population);
    long doubled = experts.kappa(Categories.DECIDED).items();
    GroupStatistic kappa = experts.statistic(Categories.DECIDED);
    add(
        subject,
        EXPERT_KAPPA,
        ratings,
        () -> experts.interval(confidence),
        resampling,
        kappa,
        items,
        doubled);
    add(
        subject,
        EXPERT_KAPPA_WITH_UNSURE,
        resampling,
        experts.statistic(Categories.WITH_UNSURE),
        items,
        doubled);
    add(subject, UNSURE_SHARE, resampling, experts.unsureShare(), items, doubled);
    return doubled;
  }

  /** How a model agrees with the raters. */
  public void model(
      Subject subject, Ratings ratings, Map<String, Answer> answers, Resampling resampling) {
    ModelAgreement agreement = new ModelAgreement(ratings, answers);
    add(
        subject,
        MODEL_EXPERT_KAPPA,
        ratings,
        () -> agreement.interval(confidence),
        resampling,
        agreement.statistic(Categories.DECIDED),
        agreement.kappa(Categories.DECIDED).items(),
        new KappaGap(ratings, answers, Categories.DECIDED).doubledItems());
  }

  /** How far a model is below the ceiling. */
  public void gap(Subject subject, Ratings ratings, Map<String, Answer> answers) {
    KappaGap gap = new KappaGap(ratings, answers, Categories.DECIDED);
    long items = new ModelAgreement(ratings, answers).kappa(Categories.DECIDED).items();
    add(subject, GAP, byGroup(), gap.statistic(), items, gap.doubledItems());
    bounds(subject, GAP, gap.statistic(), items, gap.doubledItems());
  }

  /** What a model gained over an earlier one on the same items. */
  public void gain(
      Subject subject,
      String metric,
      Ratings ratings,
      Map<String, Answer> answers,
      Map<String, Answer> earlier) {
    SortedMap<String, Answer> common = new TreeMap<>(answers);
    common.keySet().retainAll(earlier.keySet());
    GroupStatistic later = new ModelAgreement(ratings, common).statistic(Categories.DECIDED);
    SortedMap<String, Answer> before = new TreeMap<>(earlier);
    before.keySet().retainAll(common.keySet());
    GroupStatistic gain =
        later.minus(new ModelAgreement(ratings, before).statistic(Categories.DECIDED));
    add(subject, metric, byGroup(), gain, common.size(), 0);
    bounds(subject, metric, gain, common.size(), 0);
  }

  /**
   * A model against one label per item: the consensus, or a holdout's. It is never held against the
   * ceiling, for a consensus is cleaner than a rater.
   */
  public void against(
      Subject subject, Collection<Rating> truth, Predicted predicted, Resampling resampling) {
    SortedMap<String, GroupStatistic> statistics = new TreeMap<>();
    statistics.put(
        CONSENSUS_KAPPA, Confusion.statistic(truth, predicted.answers(), Confusion::kappa));
    statistics.put(
        PRECISION, Confusion.statistic(truth, predicted.answers(), Confusion::precision));
    statistics.put(RECALL, Confusion.statistic(truth, predicted.answers(), Confusion::recall));
    statistics.put(AVERAGE_PRECISION, AveragePrecision.statistic(truth, predicted.scores()));
    long items =
        truth.stream().filter(item -> predicted.answers().containsKey(item.itemId())).count();
    statistics.forEach(
        (metric, statistic) -> add(subject, metric, resampling, statistic, items, 0));
  }

  /** Whether a model may stand in for a rater; returns the outcome. */
  public AlternativeAnnotatorTest.Result alternativeAnnotator(
      Subject subject, Ratings ratings, Map<String, Answer> answers, double epsilon) {
    AlternativeAnnotatorTest test = new AlternativeAnnotatorTest(ratings, answers, epsilon);
    AlternativeAnnotatorTest.Result result = test.run();
    add(subject, WINNING_RATE, result.winningRate(), result.items());
    add(
        subject,
        ADVANTAGE_PROBABILITY,
        byGroup(),
        test.advantageProbability(),
        result.items(),
        result.items());
    add(subject, COMPARED_RATERS, result.raters().size(), result.items());
    return result;
  }

  /** A figure that comes with its own interval. */
  public void given(Figure figure) {
    figures.add(figure);
  }

  /** A figure of doubled items without an interval. */
  private void add(Subject subject, String metric, double value, long doubled) {
    add(
        subject,
        metric,
        new Interval(value, Double.NaN, Double.NaN),
        Double.NaN,
        Figure.TWO_SIDED,
        confidence,
        doubled,
        doubled);
  }

  private void add(
      Subject subject,
      String metric,
      Resampling resampling,
      GroupStatistic statistic,
      long items,
      long doubled) {
    Replicates replicates = resampling.of(statistic);
    addDrawn(
        subject,
        metric,
        resampling.interval().apply(replicates, confidence),
        replicates,
        items,
        doubled);
  }

  /** A kappa: its own interval, unless the items weigh differently, which that knows nothing of. */
  private void add(
      Subject subject,
      String metric,
      Ratings ratings,
      Supplier<Interval> interval,
      Resampling resampling,
      GroupStatistic statistic,
      long items,
      long doubled) {
    if (ratings.weighted()) {
      add(subject, metric, resampling, statistic, items, doubled);
    } else {
      addDrawn(subject, metric, interval.get(), resampling.of(statistic), items, doubled);
    }
  }

  private void addDrawn(
      Subject subject,
      String metric,
      Interval interval,
      Replicates replicates,
      long items,
      long doubled) {
    add(
        subject,
        metric,
        interval,
        replicates.standardError(),
        Figure.TWO_SIDED,
        confidence,
        items,
        doubled);
  }

  private void bounds(
      Subject subject, String metric, GroupStatistic statistic, long items, long doubled) {
    Replicates replicates = bootstrap.of(statistic);
    add(
        subject,
        metric,
        decision.bounds(replicates),
        replicates.standardError(),
        Figure.ONE_SIDED,
        decision.level(),
        items,
        doubled);
  }

  private void add(
      Subject subject,
      String metric,
      Interval value,
      double standardError,
      String interval,
      double level,
      long items,
      long doubled) {
    figures.add(
        new Figure(
            subject.model(),
            metric,
            subject.population(),
            subject.basis(),
            value,
            standardError,
            interval,
            level,
            items,
            doubled));
  }
}
