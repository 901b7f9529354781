package org.penumbra.report;

import org.penumbra.Interval;

/**
 * One figure of agreement.
 *
 * @param name what was measured
 * @param value the estimate with its two-sided interval
 * @param items that entered
 * @param note what else must be known, may be empty
 */
public record AgreementMeasure(String name, Interval value, long items, String note) {}
