package org.penumbra.report;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.penumbra.Interval;
import org.penumbra.agree.Confusion;
import org.penumbra.agree.ModelAgreement;
import org.penumbra.agree.Ratings;
import org.penumbra.label.Answer;
import org.penumbra.label.ExpertLabel;

/**
 * A consensus held against one rater who had no part in it.
 *
 * @param reference the rater
 * @param items decided by both
 * @param kappa Cohen's, with its two-sided interval
 * @param confusion the consensus against the rater, who is taken for the truth
 */
public record AgreementWithReference(
    String reference, int items, Interval kappa, Confusion confusion) {

  static List<AgreementWithReference> of(
      Map<String, Answer> consensus, Collection<ExpertLabel> references, double level) {
    Ratings ratings = Ratings.ofFirstAnswers(references, Map.of(), Map.of());
    return ratings.raters().stream()
        .map(rater -> of(rater, ratings.byRaters(rater::equals), consensus, level))
        .toList();
  }

  private static AgreementWithReference of(
      String rater, Ratings ratings, Map<String, Answer> consensus, double level) {
    Confusion confusion = Confusion.of(ratings.ratings(), consensus);
    double items = confusion.tp() + confusion.fp() + confusion.fn() + confusion.tn();
    Interval kappa = new ModelAgreement(ratings, consensus).interval(level);
    return new AgreementWithReference(rater, (int) items, kappa, confusion);
  }
}
