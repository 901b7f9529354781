package org.penumbra.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
import org.penumbra.agree.MeanKappa;
import org.penumbra.agree.RaterPair;
import org.penumbra.agree.RaterReport;
import org.penumbra.agree.Ratings;
import org.penumbra.label.ConsensusRule;
import org.penumbra.label.ExpertLabel;
import org.penumbra.label.RaterNames;

/**
 * How a panel of raters agrees, and how their consensus agrees with raters outside of it.
 *
 * @param items with an answer of the panel
 * @param doubled of them with two decided answers at least
 * @param answers of the panel
 * @param positiveShare of the decided answers to doubled items, 0 to 1, or NaN
 * @param measures of the panel
 * @param pairs of its raters
 * @param raters of it
 * @param consensus how the panel's answers were made one, for {@code references}
 * @param references each rater the consensus is held against
 * @param cautions sentences to be shown beside the figures
 */
public record AgreementReport(
    int items,
    int doubled,
    int answers,
    double positiveShare,
    List<AgreementMeasure> measures,
    List<RaterPair> pairs,
    List<RaterReport> raters,
    ConsensusRule consensus,
    List<AgreementWithReference> references,
    List<String> cautions) {

  private static final String UNSURE = " (unsure a category)";

  public AgreementReport {
    measures = List.copyOf(measures);
    pairs = List.copyOf(pairs);
    raters = List.copyOf(raters);
    references = List.copyOf(references);
    cautions = List.copyOf(cautions);
  }

  /**
   * Measures a panel. Names that are positions within an item count in the measures that ask only
   * how many answered what; they have no pairs and no reports.
   *
   * @param panel the panel's labels; first answers enter agreement, repeats the raters' reports
   * @param references labels of raters outside the panel, may be empty
   * @param bootstrap for what has no interval of its own
   * @param level of all intervals, in (0, 1)
   * @throws org.penumbra.UserException if the labels follow more than one guideline version
   */
  public static AgreementReport of(
      Collection<ExpertLabel> panel,
      Collection<ExpertLabel> references,
      ConsensusRule consensus,
      Bootstrap bootstrap,
      double level) {
    Ratings ratings = Ratings.ofFirstAnswers(panel, Map.of(), Map.of());
    List<ExpertLabel> named =
        panel.stream().filter(label -> !RaterNames.isPosition(label.rater())).toList();
    List<RaterPair> pairs =
        RaterPair.of(ratings.byRaters(rater -> !RaterNames.isPosition(rater)), level);
    List<AgreementMeasure> measures =
        new Measures(ratings, bootstrap, level).all(RaterPair.fewestItems(pairs));
    List<String> cautions = new ArrayList<>();
    List<AgreementWithReference> held =
        references.isEmpty()
            ? List.of()
            : AgreementWithReference.of(consensus.of(panel, cautions::add), references, level);
    int doubled = ratings.itemsWith(2, Categories.DECIDED);
    cautions.addAll(cautions(ratings, doubled, measures, held));
    return new AgreementReport(
        ratings.ratings().stream().map(rating -> rating.itemId()).distinct().toList().size(),
        doubled,
        ratings.ratings().size(),
        ratings.positiveShare(),
        measures,
        pairs,
        RaterReport.of(named, Map.of(), level),
        consensus,
        held,
        cautions);
  }

  private static List<String> cautions(
      Ratings ratings,
      int doubled,
      List<AgreementMeasure> measures,
      List<AgreementWithReference> references) {
    List<String> cautions = new ArrayList<>();
    boolean several = ratings.raters().size() > 1;
    Optional<String> ofPanel =
        KappaCaution.of(doubled, ratings.positiveShare(), measures.get(1).value().estimate());
    ofPanel.filter(caution -> several).ifPresent(caution -> cautions.add("Panel: " + caution));
    for (AgreementWithReference reference : references) {
      KappaCaution.of(
              reference.items(),
              (reference.confusion().tp() + reference.confusion().fn()) / reference.items(),
              reference.kappa().estimate())
          .ifPresent(caution -> cautions.add("Against " + reference.reference() + ": " + caution));
    }
    return cautions;
  }

  private record Measures(Ratings ratings, Bootstrap bootstrap, double level) {

    List<AgreementMeasure> all(int fewestCommon) {
      List<AgreementMeasure> measures = new ArrayList<>(of(Categories.DECIDED, fewestCommon));
      GroupStatistic unsure = new ExpertAgreement(ratings).unsureShare();
      if (unsure.estimate() > 0) {
        measures.addAll(of(Categories.WITH_UNSURE, fewestCommon));
        measures.add(
            new AgreementMeasure(
                "unsure share",
                resampled(unsure),
                ratings.itemsWith(1, Categories.WITH_UNSURE),
                ""));
      }
      return measures;
    }

    private List<AgreementMeasure> of(Categories categories, int fewestCommon) {
      String suffix = categories == Categories.WITH_UNSURE ? UNSURE : "";
      Ratings named = ratings.byRaters(rater -> !RaterNames.isPosition(rater));
      ExpertAgreement pairwise = new ExpertAgreement(named);
      MeanKappa mean = pairwise.kappa(categories);
      int most = Math.max(2, ratings.mostAnswers(categories));
      Ratings full = ratings.withAnswers(most, categories);
      int doubled = ratings.itemsWith(2, categories);
      return List.of(
          new AgreementMeasure(
              "mean pairwise Cohen's kappa" + suffix,
              categories == Categories.DECIDED
                  ? pairwise.interval(level)
                  : resampled(pairwise.statistic(categories)),
              mean.items(),
              pairs(mean, fewestCommon)),
          new AgreementMeasure(
              "Krippendorff's alpha" + suffix,
              interval(ratings, categories, KrippendorffAlpha.statistic(ratings, categories)),
              doubled,
              ""),
          new AgreementMeasure(
              "Fleiss' kappa" + suffix,
              interval(full, categories, FleissKappa.statistic(full, categories)),
              full.itemsWith(most, categories),
              "items with " + most + " answers"),
          new AgreementMeasure(
              "Gwet's AC1" + suffix,
              resampled(GwetAc1.statistic(ratings, categories)),
              doubled,
              ""));
    }

    private Interval interval(Ratings entered, Categories categories, GroupStatistic statistic) {
      return categories == Categories.DECIDED
          ? KappaInterval.of(entered, statistic, level)
          : resampled(statistic);
    }

    private Interval resampled(GroupStatistic statistic) {
      return Double.isNaN(statistic.estimate())
          ? Interval.UNDEFINED
          : bootstrap.of(statistic).correctedInterval(level);
    }

    private static String pairs(MeanKappa mean, int fewestCommon) {
      return String.format(
          Locale.ROOT,
          "%d pairs, %d of them undefined, at least %d common items",
          mean.defined() + mean.undefined(),
          mean.undefined(),
          fewestCommon);
    }
  }
}
