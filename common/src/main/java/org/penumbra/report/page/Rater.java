package org.penumbra.report.page;

import org.penumbra.Interval;

/**
 * How a rater answers, all rounds so far.
 *
 * @param name a pseudonym
 * @param kappa mean agreement with each other rater
 * @param commonItems items decided by this rater and another
 * @param items first answers
 * @param medianSeconds per first answer; null where no time is known
 * @param selfAgreement share of repeats with the same answer; null without any
 * @param unsureShare of first answers
 * @param invalidShare of first answers
 * @param outlier whether agreement lies below the median of all beyond chance
 */
public record Rater(
    String name,
    Interval kappa,
    int commonItems,
    int items,
    Double medianSeconds,
    Double selfAgreement,
    double unsureShare,
    double invalidShare,
    boolean outlier) {}
