package org.penumbra.triage;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The band of scores that triage keeps: those at or above a cut, chosen so that a stated share of
 * all positives is kept, with a stated confidence. It generalises the quantile binomial confidence
 * bound rule of Lewis, Yang and Frieder (2021, "Certifying one-phase technology-assisted reviews",
 * CIKM) to texts that were sampled with unequal probabilities, and is that rule where they are
 * equal and small.
 *
 * <p>Cuts are tried upwards, at the scores of the sampled positives, as long as the lower bound of
 * recall holds ({@link RecallBound}); the first that fails ends the search. So the cut is too high
 * only if the bound failed to hold at the one true quantile, whatever was tried before, and the
 * confidence needs no correction for the search (fixed-sequence testing).
 *
 * @param cut scores from here on are kept; negative infinity where nothing may be dropped
 * @param target the recall that was asked for
 * @param confidence with which it is kept
 * @param positives in the sample
 * @param missed those of them that score less than the cut
 * @param recall estimated at the cut
 * @param low the lower bound of recall there; where nothing may be dropped, at the lowest positive
 */
public record TriageBand(
    double cut,
    double target,
    double confidence,
    int positives,
    int missed,
    double recall,
    double low)
    implements Serializable {

  /** Weights settle the order of equal scores, so that sums are the same whatever the sample's. */
  private static final Comparator<BandItem> BY_SCORE =
      Comparator.comparingDouble(BandItem::score)
          .thenComparingDouble(item -> item.answer().weight());

  /**
   * The highest cut that keeps enough.
   *
   * @param sample of the whole corpus, every text with a chance to be in it, none of which the
   *     model was trained on
   * @param target share of positives to keep, in (0, 1)
   * @param confidence in (0, 1)
   */
  public static TriageBand cut(List<BandItem> sample, double target, double confidence) {
    requireShare(target);
    requireShare(confidence);
    List<BandItem> ascending = sample.stream().sorted(BY_SCORE).toList();
    PositiveTotal[] above = fromEach(ascending);
    PositiveTotal below = PositiveTotal.NONE;
    int positives = positives(ascending);
    int missed = 0;
    TriageBand best =
        new TriageBand(Double.NEGATIVE_INFINITY, target, confidence, positives, 0, 1, 0);
    for (int from = 0; from < ascending.size(); ) {
      List<BandItem> ties = ascending.subList(from, afterTies(ascending, from));
      PositiveTotal through = below.and(answers(ties));
      if (positives(ties) > 0) {
        // What lies between the last text dropped and these may be like these.
        PositiveTotal dropped =
            new PositiveTotal(below.total(), below.variance(), through.unseen());
        double low = RecallBound.low(above[from], dropped, 1 - confidence);
        if (low < target) {
          return best.drops() ? best : best.withLow(low);
        }
        double recall = above[from].total() / (above[from].total() + below.total());
        double cut = ties.get(0).score();
        best = new TriageBand(cut, target, confidence, positives, missed, recall, low);
      }
      below = through;
      missed += positives(ties);
      from += ties.size();
    }
    return best;
  }

  /** Whether anything may be dropped. */
  public boolean drops() {
    return !Double.isInfinite(cut);
  }

  /** Whether a score is kept. */
  public boolean keeps(double score) {
    return score >= cut;
  }

  /**
   * The least number of positives with which a cut can be certified if all have the same
   * probability: 59 for a recall of .95 with confidence .95.
   */
  public static int leastPositives(double target, double confidence) {
    return (int) Math.ceil(Math.log1p(-confidence) / Math.log(target));
  }

  /** What was decided and why, in a sentence. */
  public String sentence() {
    if (drops()) {
      return String.format(
          Locale.ROOT,
          "Texts that score %.4f or more are kept: recall is %.3f, and at least %.3f with"
              + " confidence %.2f, by %,d sampled positives, %,d of them below the cut.",
          cut,
          recall,
          low,
          confidence,
          positives,
          missed);
    }
    return String.format(
        Locale.ROOT,
        "Everything is kept: %,d sampled positives show a recall of no more than %.3f with"
            + " confidence %.2f, wherever the cut; a recall of %.3f takes at least %,d of equal"
            + " weight.",
        positives,
        low,
        confidence,
        target,
        leastPositives(target, confidence));
  }

  private TriageBand withLow(double lower) {
    return new TriageBand(cut, target, confidence, positives, missed, recall, lower);
  }

  /** The total of each item and those after it. */
  private static PositiveTotal[] fromEach(List<BandItem> items) {
    PositiveTotal[] totals = new PositiveTotal[items.size()];
    PositiveTotal sum = PositiveTotal.NONE;
    for (int i = totals.length - 1; i >= 0; i--) {
      sum = sum.and(items.get(i).answer());
      totals[i] = sum;
    }
    return totals;
  }

  private static List<Answered> answers(List<BandItem> items) {
    return items.stream().map(BandItem::answer).toList();
  }

  private static int positives(List<BandItem> items) {
    return (int) items.stream().filter(item -> item.answer().positive()).count();
  }

  private static int afterTies(List<BandItem> ascending, int from) {
    int next = from + 1;
    while (next < ascending.size() && ascending.get(next).score() == ascending.get(from).score()) {
      next++;
    }
    return next;
  }

  private static void requireShare(double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("A recall and a confidence lie in (0, 1), not " + share);
    }
  }
}
