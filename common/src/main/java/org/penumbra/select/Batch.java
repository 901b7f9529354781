package org.penumbra.select;

import java.util.List;

/**
 * A batch for the experts.
 *
 * @param items in order of rank
 * @param audit the audit sample so far, this batch included
 * @param shortfall why the batch is smaller than the budget, as a sentence; empty when it is not
 */
public record Batch(List<BatchItem> items, AuditRound audit, String shortfall) {}
