package org.penumbra.jobs.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
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
  public static final String PREVALENCE = "prevalence";

  private final Bootstrap bootstrap;
  private final double confidence;
  private final DecisionParameters decision;
  private final List<Figure> figures = new ArrayList<>();

  public Measured(Bootstrap bootstrap, double confidence, DecisionParameters decision) {
    this.bootstrap = bootstrap;
    this.confidence = confidence;
    this.decision = decision;
  }

  /** All figures so far. */
  public List<Figure> figures() {
    return List.copyOf(figures);
  }

  /** How the raters agree with one another. */
  public void raters(String population, Ratings ratings, long items) {
    ExpertAgreement experts = new ExpertAgreement(ratings);
    long doubled = experts.kappa(Categories.DECIDED).items();
    both(
        null,
        EXPERT_KAPPA,
        population,
        RATERS,
        experts.statistic(Categories.DECIDED),
        items,
        doubled);
    add(
        null,
        EXPERT_KAPPA_WITH_UNSURE,
        population,
        RATERS,
        bootstrap.of(experts.statistic(Categories.WITH_UNSURE)),
        items,
        doubled);
    both(null, UNSURE_SHARE, population, RATERS, experts.unsureShare(), items, doubled);
  }

  /** How a model agrees with the raters, and how far that is below the ceiling. */
  public void model(
      String model, String population, String basis, Ratings ratings, Map<String, Answer> answers) {
    ModelAgreement agreement = new ModelAgreement(ratings, answers);
    long items = agreement.kappa(Categories.DECIDED).items();
    KappaGap gap = new KappaGap(ratings, answers, Categories.DECIDED);
    add(
        model,
        MODEL_EXPERT_KAPPA,
        population,
        basis,
        bootstrap.of(agreement.statistic(Categories.DECIDED)),
        items,
        gap.doubledItems());
    both(model, GAP, population, basis, gap.statistic(), items, gap.doubledItems());
  }

  /** What a model gained over an earlier one on the same items. */
  public void gain(
      String model,
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
    both(model, metric, EVAL, HELD_OUT, gain, common.size(), 0);
  }

  /**
   * A model against one label per item: the consensus, or a holdout's. It is never held against the
   * ceiling, for a consensus is cleaner than a rater.
   */
  public void against(
      String model,
      String population,
      String basis,
      Collection<Rating> truth,
      Map<String, Answer> answers) {
    add(model, CONSENSUS_KAPPA, population, basis, truth, answers, Confusion::kappa);
    add(model, PRECISION, population, basis, truth, answers, Confusion::precision);
    add(model, RECALL, population, basis, truth, answers, Confusion::recall);
  }

  /** The same weighted back to the corpus, resampled within the audit's strata. */
  public void natural(
      String model,
      String basis,
      Collection<Rating> truth,
      Map<String, Answer> answers,
      Map<String, String> stratumOfGroup) {
    record Metric(String name, ToDoubleFunction<Confusion> figure) {}
    for (Metric metric :
        List.of(
            new Metric(CONSENSUS_KAPPA, Confusion::kappa),
            new Metric(PRECISION, Confusion::precision),
            new Metric(RECALL, Confusion::recall))) {
      GroupStatistic statistic = Confusion.statistic(truth, answers, metric.figure());
      add(
          model,
          metric.name(),
          NATURAL,
          basis,
          bootstrap.stratified(statistic, stratumOfGroup),
          truth.size(),
          0);
    }
  }

  /** A figure that comes with its own interval. */
  public void given(Figure figure) {
    figures.add(figure);
  }

  private void add(
      String model,
      String metric,
      String population,
      String basis,
      Collection<Rating> truth,
      Map<String, Answer> answers,
      ToDoubleFunction<Confusion> figure) {
    add(
        model,
        metric,
        population,
        basis,
        bootstrap.of(Confusion.statistic(truth, answers, figure)),
        truth.size(),
        0);
  }

  private void both(
      String model,
      String metric,
      String population,
      String basis,
      GroupStatistic statistic,
      long items,
      long doubled) {
    Replicates replicates = bootstrap.of(statistic);
    add(model, metric, population, basis, replicates, items, doubled);
    figures.add(
        new Figure(
            model,
            metric,
            population,
            basis,
            decision.bounds(replicates),
            replicates.standardError(),
            Figure.ONE_SIDED,
            decision.level(),
            items,
            doubled));
  }

  private void add(
      String model,
      String metric,
      String population,
      String basis,
      Replicates replicates,
      long items,
      long doubled) {
    figures.add(
        new Figure(
            model,
            metric,
            population,
            basis,
            replicates.interval(confidence),
            replicates.standardError(),
            Figure.TWO_SIDED,
            confidence,
            items,
            doubled));
  }
}
