package org.penumbra.label.assign;

/**
 * An item of the batch.
 *
 * @param itemId its id
 * @param doubling whether agreement is measured on it
 */
public record AskedItem(String itemId, Doubling doubling) {

  /** Whether agreement is measured on an item. */
  public enum Doubling {
    /** Always: items of the audit, on which the natural kappa rests. */
    ALWAYS,
    /** If it is drawn. */
    IF_DRAWN
  }
}
