package org.penumbra.select;

/** The parts of a batch. */
public enum Arm {
  AUDIT("audit"),
  /** Labelled under an earlier version of the guideline. */
  REASK("reask"),
  /** Of a region of a snapshot that is unlike what an earlier run was made for. */
  SEED("seed"),
  TOP_SCORED("top-scored"),
  BOUNDARY("boundary"),
  MARGIN("margin"),
  RANDOM("random"),
  /** Any strategy that only a study plays: no round's batch holds it. */
  STUDY("study");

  private final String label;

  Arm(String label) {
    this.label = label;
  }

  /** The name as it stands in datasets. */
  public String label() {
    return label;
  }
}
