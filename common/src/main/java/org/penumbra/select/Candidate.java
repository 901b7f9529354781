package org.penumbra.select;

/**
 * An item that may enter a batch.
 *
 * @param id the item
 * @param vector its unit vector
 * @param score its score by the current scorer, finite
 * @param stratum its audit stratum, see {@link Strata}
 * @param group its advertiser, thread or author; null when items stand alone
 */
@SuppressWarnings("ArrayRecordComponent") // a row of numbers, never compared
public record Candidate(String id, float[] vector, double score, int stratum, String group) {}
