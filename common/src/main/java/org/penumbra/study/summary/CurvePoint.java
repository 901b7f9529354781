package org.penumbra.study.summary;

/**
 * A learning curve at one number of labels.
 *
 * @param labels judgements spent so far
 * @param value mean over the seeds with a value
 * @param undefined seeds that were played and whose value is undefined: left out of the mean
 */
public record CurvePoint(int labels, SeedMean value, int undefined) {}
