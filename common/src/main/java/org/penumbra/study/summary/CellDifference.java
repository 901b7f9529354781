package org.penumbra.study.summary;

/**
 * A contrast within one cell.
 *
 * @param cell where
 * @param difference mean of the paired differences, with the plain paired standard error
 */
public record CellDifference(Cell cell, SeedMean difference) {}
