package org.penumbra.jobs.forget;

import java.io.Serializable;

/**
 * A Parquet file of a dataset.
 *
 * @param uri its full address
 * @param path the same relative to the run
 */
record WaveFile(String uri, String path) implements Serializable {}
