package org.penumbra.jobs.corpus;

import java.io.Closeable;
import java.io.IOException;

/** Cuts a stream into records and hands out those of one shard. */
interface RecordSplitter extends Closeable {

  /** The shard's next record, or null at its end. */
  RawRecord next() throws IOException;

  /** How many records of the shard were cut so far. */
  long count();
}
