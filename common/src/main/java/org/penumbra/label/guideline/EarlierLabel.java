package org.penumbra.label.guideline;

/**
 * What an item was labelled under an earlier version of the guideline.
 *
 * @param itemId the item
 * @param guidelineVersion the version
 * @param label 0 or 1; null if the raters could not decide
 * @param evaluation whether it is an evaluation item, which are always labelled anew
 */
public record EarlierLabel(
    String itemId, String guidelineVersion, Integer label, boolean evaluation) {}
