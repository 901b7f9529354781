package org.penumbra.pair;

import java.io.Serializable;

/**
 * Negatives that are compared together: a part of a cluster.
 *
 * @param cluster number of the negative cluster
 * @param part of it, by its {@link Division}
 */
public record Shelf(int cluster, int part) implements Serializable {

  /** Negatives a shelf holds at most, or so: 25 MB with 384 numbers each. */
  public static final int ITEMS = 16_384;
}
