package org.penumbra.pair;

/**
 * An item with what pairing needs of it.
 *
 * @param id the item
 * @param vector its unit vector
 * @param score its score by the current scorer
 */
@SuppressWarnings("ArrayRecordComponent") // a row of numbers, never compared
public record EmbeddedItem(String id, float[] vector, double score) {}
