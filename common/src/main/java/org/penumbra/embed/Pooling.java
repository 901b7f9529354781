package org.penumbra.embed;

/** How the vectors of a window's tokens become the vector of the window. */
public enum Pooling {
  /** As the model's own {@code 1_Pooling/config.json} says; without one, the mean. */
  AUTO,
  /** The mean over all tokens, special tokens included. */
  MEAN,
  /** The first token's vector. */
  CLS
}
