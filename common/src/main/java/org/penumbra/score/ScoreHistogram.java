package org.penumbra.score;

import java.util.Map;
import java.util.TreeMap;

/**
 * Counts of scores in narrow bins, the same in whatever order scores are added and histograms
 * merged. A bin holds the doubles that agree in sign, exponent and the first 9 bits after it: 512
 * bins an octave, so a bin is narrower than 1/512 (0.2 %) of the scores in it, on either side of
 * zero. Empty bins take no room. Not safe for several threads.
 */
public final class ScoreHistogram {

  private static final int KEPT_BITS = 9;
  private static final int DROPPED_BITS = 52 - KEPT_BITS;

  private final TreeMap<Integer, Long> counts = new TreeMap<>();
  private long total;

  /** A histogram written out with {@link #bins} and {@link #counts}. */
  public static ScoreHistogram of(int[] bins, long[] counts) {
    if (bins.length != counts.length) {
      throw new IllegalArgumentException(
          "As many bins as counts: found %d and %d".formatted(bins.length, counts.length));
    }
    ScoreHistogram histogram = new ScoreHistogram();
    for (int i = 0; i < bins.length; i++) {
      histogram.add(bins[i], counts[i]);
    }
    return histogram;
  }

  /**
   * Counts a score.
   *
   * @throws IllegalArgumentException if it is NaN or infinite
   */
  public void add(double score) {
    add(bin(score), 1);
  }

  /**
   * Counts a score that stands for several.
   *
   * @param count at least 1
   */
  public void add(double score, long count) {
    add(bin(score), count);
  }

  /**
   * The histogram of a population of which this is a sample: each count divided by the share of it
   * that was drawn, to the nearest whole number.
   *
   * @param drawn in (0, 1]
   */
  public ScoreHistogram raised(double drawn) {
    ScoreHistogram raised = new ScoreHistogram();
    counts.forEach((bin, count) -> raised.add(bin.intValue(), Math.round(count / drawn)));
    return raised;
  }

  /** Adds all that another histogram has counted. */
  public void merge(ScoreHistogram other) {
    other.counts.forEach(this::add);
  }

  /** How many scores were counted. */
  public long total() {
    return total;
  }

  /**
   * The least score of the bin in which the quantile lies. The quantile is the score of rank
   * ceil(q·n), at least 1, in ascending order; it is at or above what is given, by less than 1/512
   * of its own size.
   *
   * @param q in [0, 1]
   * @throws IllegalStateException if no score was counted
   */
  public double quantile(double q) {
    if (!(q >= 0 && q <= 1)) {
      throw new IllegalArgumentException("A quantile is in [0, 1]: found " + q);
    }
    long rank = Math.max(1, (long) Math.ceil(q * total));
    long seen = 0;
    for (Map.Entry<Integer, Long> bin : counts.entrySet()) {
      seen += bin.getValue();
      if (seen >= rank) {
        return least(bin.getKey());
      }
    }
    throw new IllegalStateException("No score was counted");
  }

  /**
   * The bin edge from which on a share of the scores lies, by the rule of {@link Percentiles#cut}.
   *
   * @param share in (0, 1)
   */
  public double cut(double share) {
    double cut = quantile(1 - share);
    Integer next = counts.higherKey(bin(cut));
    boolean tied =
        next != null
            && counts.get(bin(cut)) > 1
            && Percentiles.isNearerAbove(
                share, (double) countAbove(cut) / total, (double) countAbove(least(next)) / total);
    return tied ? least(next) : cut;
  }

  /**
   * How many scores are at a cut or above. Exact for a cut that {@link #quantile} gave; for another
   * one, the scores of its own bin all count.
   */
  public long countAbove(double cut) {
    return counts.tailMap(bin(cut), true).values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The least bin edge with at most that many scores at it or above; positive infinity when even
   * the highest bin holds more.
   */
  public double leastScoreKeeping(long most) {
    double edge = Double.POSITIVE_INFINITY;
    long kept = 0;
    for (Map.Entry<Integer, Long> bin : counts.descendingMap().entrySet()) {
      kept += bin.getValue();
      if (kept > most) {
        return edge;
      }
      edge = least(bin.getKey());
    }
    return edge;
  }

  /** The bins that hold a score, in ascending order of score. */
  public int[] bins() {
    return counts.keySet().stream().mapToInt(Integer::intValue).toArray();
  }

  /** The count of each of {@link #bins}. */
  public long[] counts() {
    return counts.values().stream().mapToLong(Long::longValue).toArray();
  }

  private void add(int bin, long count) {
    if (count < 1) {
      throw new IllegalArgumentException("A bin counts one score at least: found " + count);
    }
    counts.merge(bin, count, Long::sum);
    total += count;
  }

  private static int bin(double score) {
    if (!Double.isFinite(score)) {
      throw new IllegalArgumentException("Cannot count the score " + score);
    }
    // Adding zero turns -0.0 into 0.0, which are one score.
    return (int) (ordered(Double.doubleToLongBits(score + 0.0)) >> DROPPED_BITS);
  }

  private static double least(int bin) {
    return Double.longBitsToDouble(ordered((long) bin << DROPPED_BITS));
  }

  /** Turns a double's bits into a long of the same order, and back. */
  private static long ordered(long bits) {
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }
}
