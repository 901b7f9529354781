package org.penumbra.pair;

/**
 * A neighbour of an item.
 *
 * @param item the neighbour
 * @param similarity cosine similarity, in [-1, 1]
 */
public record Neighbour(EmbeddedItem item, double similarity) {}
