package org.penumbra.provenance;

/** How a stage ended. */
public enum Outcome {
  DONE,
  FAILED,
  WAITING
}
