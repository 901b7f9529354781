package org.penumbra.pair;

import java.io.Serializable;

/**
 * How the negatives of one cluster are divided into parts that fit a task's memory. Each lies in
 * one part; a positive is looked up in some.
 */
public interface Division extends Serializable {

  /** The part a negative lies in, at least 0. */
  int partOf(String id, float[] vector);

  /** The parts a positive is looked up in. */
  int[] partsFor(float[] positive);

  /** Whether more items than a part may hold are cut down to a sample. */
  boolean capped();
}
