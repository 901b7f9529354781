package org.penumbra.study.summary;

import java.util.Comparator;

/**
 * A labelled corpus at one share of positives. Within a cell and a seed all strategies saw the same
 * pool and test set, so their figures are compared in pairs.
 *
 * @param dataset name of the labelled corpus
 * @param prevalence share of positives it was thinned to, in (0, 1)
 */
public record Cell(String dataset, double prevalence) implements Comparable<Cell> {

  private static final Comparator<Cell> ORDER =
      Comparator.comparing(Cell::dataset).thenComparingDouble(Cell::prevalence);

  @Override
  public int compareTo(Cell other) {
    return ORDER.compare(this, other);
  }
}
