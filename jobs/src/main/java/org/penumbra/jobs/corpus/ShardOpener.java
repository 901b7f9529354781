package org.penumbra.jobs.corpus;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;

/** Opens a shard for reading; a seam where tests put a faulty reader. */
@FunctionalInterface
public interface ShardOpener extends Serializable {

  /**
   * A reader at the shard's first row.
   *
   * @throws org.penumbra.UserException where the file is gone or changed since the plan was frozen,
   *     or lacks a column
   */
  ShardReader open(Configuration hadoop, Shard shard, ReadSpec spec) throws IOException;
}
