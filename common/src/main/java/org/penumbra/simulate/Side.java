package org.penumbra.simulate;

/** Where a seed sentence, and every ad made from it, may appear. No seed is on both sides. */
public enum Side {
  POOL,
  HOLDOUT
}
