package org.penumbra.label.page;

/** How a text stands on the page when its turn comes. */
public enum TextDisplay {
  /** At once. */
  SHOWN,
  /** Blurred until the rater asks for it, each text anew. */
  BLURRED
}
