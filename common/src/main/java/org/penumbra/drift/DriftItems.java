package org.penumbra.drift;

/**
 * What is known of the items of both samples, in the order of {@link TwoSamples}.
 *
 * @param samples which are whose
 * @param scores by one model
 * @param percentiles of the scores in the pool that the model was calibrated on, in (0, 1)
 * @param cut the score from which an item is predicted positive
 * @param clusters of the run that are nearest, from 0
 * @param clusterCount clusters there are
 * @param vectors of unit length
 * @param neighbours nearest items of each, as {@link #neighbours} finds them
 * @param rates of the audit; null where nothing of it was answered
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, never compared
public record DriftItems(
    TwoSamples samples,
    double[] scores,
    double[] percentiles,
    double cut,
    int[] clusters,
    int clusterCount,
    float[][] vectors,
    int[][] neighbours,
    AuditRates rates) {

  /** The nearest of all items to some of them, to be found in parts of any size. */
  public static int[][] neighbours(float[][] some, float[][] all) {
    return RegionScan.neighbours(some, all);
  }
}
