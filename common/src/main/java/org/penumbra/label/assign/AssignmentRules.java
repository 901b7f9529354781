package org.penumbra.label.assign;

/**
 * How a batch is dealt out.
 *
 * @param raters of a doubled item, 1 or more; every other item has one
 * @param doubledItems wanted in all, beyond those that must be doubled
 * @param repeatShare share of a rater's items that come a second time, unannounced, 0 to 1
 * @param dailyCap tasks per rater and day; 0 for no cap
 */
public record AssignmentRules(int raters, int doubledItems, double repeatShare, int dailyCap) {}
