package org.penumbra.provenance;

/**
 * A dataset that a stage read.
 *
 * @param dataset its name, such as {@code scores}, or the corpus' URI or table
 * @param files how many files
 * @param rows how many rows
 * @param hash hash of its manifests, or the table's snapshot id
 */
public record Input(String dataset, long files, long rows, String hash) {}
