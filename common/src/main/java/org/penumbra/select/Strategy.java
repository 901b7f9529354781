package org.penumbra.select;

/** One way of choosing items: an arm of the batch, or a baseline of a study. */
public interface Strategy {

  /**
   * Puts up to that many allowed items into the draft; fewer only when no more are to be had this
   * way.
   */
  void fill(Draft draft, int items);
}
