package org.penumbra.triage;

import java.io.Serializable;

/**
 * A text of the sample that sets the band.
 *
 * @param score by the triage model
 * @param answer what the next tier's teacher said of it, and what it stands for
 */
public record BandItem(double score, Answered answer) implements Serializable {

  public BandItem {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("A score is a number");
    }
  }
}
