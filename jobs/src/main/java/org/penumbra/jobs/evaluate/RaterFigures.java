package org.penumbra.jobs.evaluate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.Interval;
import org.penumbra.agree.Bootstrap;
import org.penumbra.agree.Categories;
import org.penumbra.agree.ExpertAgreement;
import org.penumbra.agree.FleissKappa;
import org.penumbra.agree.GroupStatistic;
import org.penumbra.agree.GwetAc1;
import org.penumbra.agree.KappaCaution;
import org.penumbra.agree.KappaInterval;
import org.penumbra.agree.KrippendorffAlpha;
import org.penumbra.agree.RaterPair;
import org.penumbra.agree.RaterReport;
import org.penumbra.agree.Ratings;
import org.penumbra.agree.Replicates;
import org.penumbra.label.ExpertLabel;

/**
 * The raters of a run: rows of datasets raters and rater_pairs, and figures of agreement beside the
 * pairwise kappa. For curated items and evaluation items, which all weigh the same; the audit's
 * weights and strata call for {@link Measured}.
 */
public final class RaterFigures {

  public static final String FLEISS_KAPPA = "fleiss_kappa";
  public static final String KRIPPENDORFF_ALPHA = "krippendorff_alpha";
  public static final String GWET_AC1 = "gwet_ac1";

  private final List<ExpertLabel> labels;
  private final Map<String, String> groupOfItem;
  private final Ratings ratings;
  private final double confidence;

  /**
   * The raters of some labels.
   *
   * @param labels of all phases and of one guideline version
   * @param groupOfItem what is drawn together, by item id; an item without one is its own group
   * @param confidence level of the two-sided intervals, in (0, 1)
   */
  public RaterFigures(
      List<ExpertLabel> labels, Map<String, String> groupOfItem, double confidence) {
    this.labels = List.copyOf(labels);
    this.groupOfItem = Map.copyOf(groupOfItem);
    this.ratings = Ratings.ofFirstAnswers(labels, groupOfItem, Map.of());
    this.confidence = confidence;
  }

  /** A row per rater, ranked ones first. */
  public List<Row> raters(String policyId) {
    return RaterReport.of(labels, groupOfItem, confidence).stream()
        .map(report -> row(policyId, report))
        .toList();
  }

  /** A row per pair of raters with an item in common, by name. */
  public List<Row> pairs(String policyId) {
    return RaterPair.of(ratings, confidence).stream().map(pair -> row(policyId, pair)).toList();
  }

  /**
   * Fleiss' kappa, Krippendorff's alpha and Gwet's AC1 of the decided answers.
   *
   * @param population as in the metrics
   * @param bootstrap for AC1, which has no interval of its own, and for all standard errors
   */
  public List<Figure> figures(String population, Bootstrap bootstrap) {
    Ratings full = ratings.withAnswers(most(), Categories.DECIDED);
    GroupStatistic fleiss = FleissKappa.statistic(full, Categories.DECIDED);
    GroupStatistic alpha = KrippendorffAlpha.statistic(ratings, Categories.DECIDED);
    Replicates ac1 = bootstrap.of(GwetAc1.statistic(ratings, Categories.DECIDED));
    return List.of(
        figure(
            FLEISS_KAPPA,
            population,
            full,
            KappaInterval.of(full, fleiss, confidence),
            bootstrap.of(fleiss)),
        figure(
            KRIPPENDORFF_ALPHA,
            population,
            ratings,
            KappaInterval.of(ratings, alpha, confidence),
            bootstrap.of(alpha)),
        figure(GWET_AC1, population, ratings, ac1.correctedInterval(confidence), ac1));
  }

  /** What must be said beside the kappas, if anything. */
  public Optional<String> caution() {
    GroupStatistic kappa = new ExpertAgreement(ratings).statistic(Categories.DECIDED);
    return KappaCaution.of(
        ratings.itemsWith(2, Categories.DECIDED), ratings.positiveShare(), kappa.estimate());
  }

  private int most() {
    return Math.max(2, ratings.mostAnswers(Categories.DECIDED));
  }

  private Figure figure(
      String metric, String population, Ratings entered, Interval interval, Replicates replicates) {
    return new Figure(
        null,
        metric,
        population,
        Measured.RATERS,
        interval,
        replicates.standardError(),
        Figure.TWO_SIDED,
        confidence,
        entered.itemsWith(1, Categories.DECIDED),
        entered.itemsWith(2, Categories.DECIDED));
  }

  private static Row row(String policyId, RaterReport report) {
    return RowFactory.create(
        policyId,
        report.rater(),
        report.rank(),
        defined(report.kappa().estimate()),
        defined(report.kappa().low()),
        defined(report.kappa().high()),
        report.commonItems(),
        report.items(),
        report.medianSeconds(),
        report.repeats(),
        defined(report.selfAgreement()),
        defined(report.selfKappa()),
        (long) report.againstOthers().tp(),
        (long) report.againstOthers().fp(),
        (long) report.againstOthers().fn(),
        (long) report.againstOthers().tn(),
        defined(report.unsureShare()),
        defined(report.invalidShare()),
        report.outlier());
  }

  private static Row row(String policyId, RaterPair pair) {
    return RowFactory.create(
        policyId,
        pair.first(),
        pair.second(),
        pair.items(),
        defined(pair.kappa().value()),
        defined(pair.kappa().standardError()),
        defined(pair.interval().low()),
        defined(pair.interval().high()));
  }

  private static Double defined(double value) {
    return Double.isNaN(value) ? null : Double.valueOf(value);
  }
}
