package org.penumbra.jobs.scan;

import java.io.Serializable;
import org.penumbra.score.ScoreHistogram;

/**
 * What may still enter the working pool: the highest scores (the band), and a uniform sample of the
 * rest drawn by permanent random numbers. Both bounds only ever tighten as more rows are seen, so
 * rows dropped under earlier bounds could not have entered under the last.
 *
 * @param sampleBelow rows whose random number is below this are in the sample; 0 to 1
 * @param scoreFrom rows with at least this score are in the band
 */
public record PoolBounds(double sampleBelow, double scoreFrom) implements Serializable {

  /** Everything enters. */
  public static final PoolBounds OPEN = new PoolBounds(1, Double.NEGATIVE_INFINITY);

  /** Standard deviations by which the sample's expected size stays below its share. */
  private static final double MARGIN = 4;

  /**
   * The bounds after some rows.
   *
   * @param rows rows seen
   * @param scores the scores of all of them
   * @param maxItems the pool's size at most
   * @param sampleShare the share of the pool that is a uniform sample, 0 to 1
   */
  public static PoolBounds after(
      long rows, ScoreHistogram scores, long maxItems, double sampleShare) {
    if (rows <= maxItems) {
      return OPEN;
    }
    double wanted = sampleShare * maxItems;
    double expected = Math.max(0, wanted - MARGIN * Math.sqrt(wanted));
    long band = maxItems - (long) Math.ceil(wanted);
    return new PoolBounds(expected / rows, scores.leastScoreKeeping(band));
  }

  /** Both at once. */
  PoolBounds and(PoolBounds other) {
    return new PoolBounds(
        Math.min(sampleBelow, other.sampleBelow), Math.max(scoreFrom, other.scoreFrom));
  }

  /** Whether a row with this random number and score may enter. */
  public boolean admits(double random, double score) {
    return random < sampleBelow || score >= scoreFrom;
  }

  /** The chance of an item with this score to be in the pool, over the seeds. */
  public double probability(double score) {
    return score >= scoreFrom ? 1 : sampleBelow;
  }
}
