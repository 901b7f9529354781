package org.penumbra.plan;

/** Which rounds a figure is of: the first reads the corpus, later ones the pool alone. */
public enum Rounds {
  FIRST,
  LATER;

  /** Those that a round is one of. */
  public static Rounds of(int round) {
    return round == 1 ? FIRST : LATER;
  }
}
