package org.penumbra.agree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.penumbra.Interval;
import org.penumbra.label.Answer;
import org.penumbra.label.ExpertLabel;
import org.penumbra.label.Phase;

/**
 * How one rater answers, beside the others. Raters are told apart and ranked only from {@value
 * #FEWEST_TO_RANK} common items on.
 *
 * @param rater a pseudonym
 * @param items first answers, invalid ones included
 * @param medianSeconds per first answer, or null where no time is known
 * @param commonItems items decided by this rater and by another at least
 * @param kappa mean of Cohen's with each other rater, with its two-sided interval by group
 * @param repeats items answered a second time
 * @param selfAgreement share of repeats with the same answer, NaN without any
 * @param selfKappa Cohen's of first and second answers, unsure a category; NaN where undefined
 * @param againstOthers decided answers against the majority of the others' decided answers
 * @param unsureShare of first answers, 0 to 1
 * @param invalidShare of first answers, 0 to 1
 * @param outlier whether there are common items enough and even the upper bound of this rater's
 *     kappa, at 1 − .05 / raters, is below the median of all raters' kappas
 * @param rank by kappa, from 1; null for raters with too few common items or no kappa
 */
public record RaterReport(
    String rater,
    int items,
    Double medianSeconds,
    int commonItems,
    Interval kappa,
    int repeats,
    double selfAgreement,
    double selfKappa,
    Confusion againstOthers,
    double unsureShare,
    double invalidShare,
    boolean outlier,
    Integer rank) {

  /** Below this a rater's kappa is too uncertain to be set beside another's. */
  public static final int FEWEST_TO_RANK = 50;

  private static final double ERROR_RATE = .05;
  private static final Comparator<RaterReport> BEST_FIRST =
      Comparator.comparingDouble((RaterReport report) -> -report.kappa().estimate())
          .thenComparing(RaterReport::rater);

  /**
   * A report of every rater with a first answer: ranked ones first, the rest by pseudonym.
   *
   * @param groupOfItem what is drawn together, by item id; an item without one is its own group
   * @param level of the intervals, in (0, 1)
   * @throws org.penumbra.UserException if the labels follow more than one guideline version
   */
  public static List<RaterReport> of(
      Collection<ExpertLabel> labels, Map<String, String> groupOfItem, double level) {
    Ratings ratings = Ratings.ofFirstAnswers(labels, groupOfItem, Map.of());
    SortedMap<String, List<ExpertLabel>> byRater = new TreeMap<>();
    labels.forEach(
        label -> byRater.computeIfAbsent(label.rater(), name -> new ArrayList<>()).add(label));
    List<RaterAmongOthers> raters =
        ratings.raters().stream().map(rater -> new RaterAmongOthers(rater, ratings)).toList();
    double median =
        Medians.of(
            raters.stream()
                .mapToDouble(RaterAmongOthers::kappa)
                .filter(kappa -> !Double.isNaN(kappa))
                .toArray());
    double strict = 1 - ERROR_RATE / raters.size();
    List<RaterReport> reports = new ArrayList<>();
    for (RaterAmongOthers rater : raters) {
      boolean enough = rater.commonItems() >= FEWEST_TO_RANK;
      // The bound is one-sided, so twice the error is left to a two-sided interval.
      boolean outlier = enough && rater.interval(2 * strict - 1).high() < median;
      reports.add(of(rater, byRater.get(rater.name()), level, outlier));
    }
    return ranked(reports);
  }

  private static RaterReport of(
      RaterAmongOthers rater, List<ExpertLabel> labels, double level, boolean outlier) {
    List<ExpertLabel> first = ofPhase(labels, Phase.FIRST);
    Repeats repeats = Repeats.of(first, ofPhase(labels, Phase.REPEAT));
    double[] seconds =
        first.stream()
            .map(ExpertLabel::seconds)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .toArray();
    return new RaterReport(
        rater.name(),
        first.size(),
        seconds.length == 0 ? null : Double.valueOf(Medians.of(seconds)),
        rater.commonItems(),
        rater.interval(level),
        repeats.count(),
        repeats.same(),
        repeats.kappa(),
        rater.againstOthers(),
        share(first, Answer.UNSURE),
        share(first, Answer.INVALID),
        outlier,
        null);
  }

  private static List<RaterReport> ranked(List<RaterReport> reports) {
    List<RaterReport> ordered = new ArrayList<>();
    reports.stream()
        .filter(RaterReport::comparable)
        .sorted(BEST_FIRST)
        .forEach(report -> ordered.add(report.withRank(ordered.size() + 1)));
    reports.stream().filter(report -> !report.comparable()).forEach(ordered::add);
    return ordered;
  }

  private boolean comparable() {
    return commonItems >= FEWEST_TO_RANK && kappa.defined();
  }

  private RaterReport withRank(int place) {
    return new RaterReport(
        rater,
        items,
        medianSeconds,
        commonItems,
        kappa,
        repeats,
        selfAgreement,
        selfKappa,
        againstOthers,
        unsureShare,
        invalidShare,
        outlier,
        place);
  }

  private static List<ExpertLabel> ofPhase(List<ExpertLabel> labels, Phase phase) {
    return labels.stream().filter(label -> label.phase() == phase).toList();
  }

  private static double share(List<ExpertLabel> labels, Answer answer) {
    return (double) labels.stream().filter(label -> label.answer() == answer).count()
        / labels.size();
  }
}
