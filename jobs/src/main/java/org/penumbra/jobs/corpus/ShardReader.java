package org.penumbra.jobs.corpus;

import java.io.Closeable;
import java.util.Iterator;

/**
 * The rows of one shard. A bad record is a row with a reason, never an exception; a failing disk or
 * network is an {@link java.io.UncheckedIOException}, so that the task is tried again.
 */
public interface ShardReader extends Iterator<CorpusRow>, Closeable {

  /**
   * Rows met so far, counted where records are cut from the stream or taken from Parquet's footer,
   * apart from the rows handed out. At the end it equals the sum of {@link CorpusRow#rows()}.
   */
  long rowsSeen();
}
