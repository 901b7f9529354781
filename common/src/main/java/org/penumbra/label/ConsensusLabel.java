package org.penumbra.label;

/**
 * What the experts together say of an item: a row of dataset {@code consensus}.
 *
 * @param itemId the item
 * @param label 1, 0, or null on a tie or where nobody decided
 * @param positives first answers
 * @param negatives first answers
 * @param unsure first answers
 * @param invalid first answers
 */
public record ConsensusLabel(
    String itemId, Integer label, int positives, int negatives, int unsure, int invalid) {

  /** The same answers under another label. */
  ConsensusLabel as(Integer otherLabel) {
    return new ConsensusLabel(itemId, otherLabel, positives, negatives, unsure, invalid);
  }
}
