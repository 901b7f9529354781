package org.penumbra.cluster;

/**
 * An item of the bounded hash sample that overlap is estimated on.
 *
 * @param id the item
 * @param vector its unit vector
 * @param cluster its cluster within its predicted class
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, never compared
public record SampledItem(String id, float[] vector, int cluster) {}
