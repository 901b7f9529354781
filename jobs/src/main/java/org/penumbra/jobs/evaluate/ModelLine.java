package org.penumbra.jobs.evaluate;

import java.util.Optional;
import java.util.SortedMap;
import java.util.function.IntFunction;
import org.penumbra.agree.AlternativeAnnotatorTest;
import org.penumbra.agree.Ratings;
import org.penumbra.jobs.state.StageId;

/**
 * Models of one kind, one a round, by what they say of today's evaluation items, which none of them
 * has seen.
 *
 * @param names by round, as in datasets
 * @param unseen what each said, by round; a round may have none
 */
public record ModelLine(IntFunction<String> names, SortedMap<Integer, Predicted> unseen) {

  /** How each agrees with the raters, how far it is below them, and what it gained. */
  public void figures(Measured measured, Ratings ratings, int today) {
    unseen.forEach(
        (round, predicted) -> {
          Measured.Subject subject = subject(round, Measured.EVAL);
          measured.model(subject, ratings, predicted.answers(), measured.byGroup());
          measured.gap(subject, ratings, predicted.answers());
          if (unseen.containsKey(round - 1)) {
            gain(measured, Measured.GAIN, ratings, round, round - 1);
          }
        });
    if (unseen.containsKey(today) && unseen.containsKey(today - 2)) {
      gain(measured, Measured.TWO_ROUND_GAIN, ratings, today, today - 2);
    }
  }

  private void gain(Measured measured, String metric, Ratings ratings, int later, int earlier) {
    measured.gain(
        subject(later, Measured.EVAL),
        metric,
        ratings,
        unseen.get(later).answers(),
        unseen.get(earlier).answers());
  }

  /**
   * Today's model in detail, if there is one, with the outcome of the alternative annotator test.
   */
  public Optional<AlternativeAnnotatorTest.Result> detail(
      Measured measured, LabelledData data, int today, double epsilon) {
    Predicted predicted = unseen.get(today);
    if (predicted == null) {
      return Optional.empty();
    }
    measured.against(
        subject(today, Measured.EVAL),
        data.truth(data.evaluation()),
        predicted,
        measured.byGroup());
    data.evaluationByRound()
        .forEach(
            (round, items) -> {
              Measured.Subject subject =
                  subject(today, Measured.evaluationOf(StageId.roundFolder(round)));
              measured.model(subject, data.ratings(items), predicted.answers(), measured.byGroup());
              measured.against(subject, data.truth(items), predicted, measured.byGroup());
            });
    Measured.Subject natural = subject(today, Measured.NATURAL);
    measured.model(
        natural,
        data.weightedRatings(data.unseenAudit()),
        predicted.answers(),
        measured.within(data.strata()));
    measured.against(
        natural, data.weightedTruth(data.unseenAudit()), predicted, measured.within(data.strata()));
    return Optional.of(
        measured.alternativeAnnotator(
            subject(today, Measured.EVAL),
            data.ratings(data.evaluation()),
            predicted.answers(),
            epsilon));
  }

  private Measured.Subject subject(int round, String population) {
    return new Measured.Subject(names.apply(round), population, Measured.HELD_OUT);
  }
}
