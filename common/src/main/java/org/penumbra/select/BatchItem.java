package org.penumbra.select;

/**
 * One item of a batch.
 *
 * @param itemId the item
 * @param pairId the pair it was chosen with, null unless from the boundary arm
 * @param rank its place in the batch, from 1; the two items of a pair stand together
 * @param arm the arm that chose it
 * @param stratum its audit stratum
 * @param inclusionProbability how likely the audit sample was to hold it; null unless from the
 *     audit arm
 * @param why the reason, as a sentence for people
 */
public record BatchItem(
    String itemId,
    String pairId,
    int rank,
    Arm arm,
    int stratum,
    Double inclusionProbability,
    String why) {}
