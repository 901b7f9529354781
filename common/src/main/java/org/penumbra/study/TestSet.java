package org.penumbra.study;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.penumbra.agree.AveragePrecision;
import org.penumbra.agree.Confusion;

/**
 * A test set at natural prevalence, and what scores are worth on it.
 *
 * @param truth 0 or 1 of each item
 */
@SuppressWarnings("ArrayRecordComponent") // a row of numbers, shared and never written to
record TestSet(int[] truth) {

  /** Kappa of the labels that a cut gives: positive from the cut on. */
  double kappa(double[] scores, double cut) {
    int tp = 0;
    int flagged = 0;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] >= cut) {
        flagged++;
        tp += truth[i];
      }
    }
    return kappa(tp, flagged, positives());
  }

  /** Kappa when as many of the highest scores are called positive as there are positives. */
  double kappaAtTruePrevalence(double[] scores) {
    int positives = positives();
    int[] order = fromHighest(scores);
    return kappa(scores, scores[order[Math.max(0, positives - 1)]]);
  }

  /** The best kappa that any cut gives. */
  double bestKappa(double[] scores) {
    int positives = positives();
    int[] order = fromHighest(scores);
    double best = 0;
    int tp = 0;
    for (int i = 0; i < order.length; i++) {
      tp += truth[order[i]];
      if (i + 1 == order.length || scores[order[i + 1]] < scores[order[i]]) {
        best = Math.max(best, kappa(tp, i + 1, positives));
      }
    }
    return best;
  }

  double averagePrecision(double[] scores) {
    return AveragePrecision.of(scores, truth);
  }

  private int positives() {
    return IntStream.of(truth).sum();
  }

  private double kappa(int tp, int flagged, int positives) {
    return new Confusion(
            tp, flagged - tp, positives - tp, truth.length - flagged - positives + (double) tp)
        .kappa();
  }

  private static int[] fromHighest(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -scores[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
