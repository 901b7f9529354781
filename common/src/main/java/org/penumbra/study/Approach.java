package org.penumbra.study;

import org.penumbra.select.BatchComposer;

/** How one contestant of a study fills its batches. */
interface Approach {

  /** As the dataset names it. */
  String name();

  /** Whether its batches need pairs. */
  boolean pairs();

  /** Fills the batch before there is a student. */
  BatchComposer coldStart(long seed);

  /**
   * Fills a batch.
   *
   * @param batch from 0, the first that a student scored
   */
  BatchComposer composer(int batch, long seed);
}
