package org.penumbra.drift;

/**
 * A cluster of the run whose share changed.
 *
 * @param cluster from 0
 * @param reference its share there, 0 to 1
 * @param snapshot its share there
 * @param pValue corrected for the number of clusters
 */
public record ClusterShift(int cluster, double reference, double snapshot, double pValue) {}
