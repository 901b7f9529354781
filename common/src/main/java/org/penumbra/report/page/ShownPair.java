package org.penumbra.report.page;

/**
 * Two near neighbours that the model tells apart.
 *
 * @param id the pair's
 * @param positive the item predicted positive, by its place in the report's list
 * @param negative the item predicted negative, likewise
 * @param cell the two clusters, such as {@code p3-n17}
 * @param rank among the positive's negatives, from 1
 * @param similarity cosine
 */
public record ShownPair(
    String id, int positive, int negative, String cell, int rank, double similarity) {}
