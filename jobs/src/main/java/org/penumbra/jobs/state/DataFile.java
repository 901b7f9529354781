package org.penumbra.jobs.state;

/**
 * One Parquet file of a wave, as its footer says.
 *
 * @param path relative to the run
 * @param rows rows in it
 * @param bytes its length
 */
public record DataFile(String path, long rows, long bytes) {}
