package org.penumbra.jobs.corpus;

import java.io.Serializable;

/**
 * A file of the corpus as it was when listed.
 *
 * @param path its full address, scheme included
 * @param length bytes
 * @param modified milliseconds since 1970
 */
public record CorpusFile(String path, long length, long modified) implements Serializable {}
