package org.penumbra.drift;

/** How far two samples differ; the greater, the farther. Several threads may ask one. */
@FunctionalInterface
interface TwoSampleStatistic {

  /**
   * The statistic.
   *
   * @param inSnapshot 1 for each item that is taken as the snapshot's, else 0
   * @param snapshotItems how many are
   */
  double of(byte[] inSnapshot, int snapshotItems);
}
