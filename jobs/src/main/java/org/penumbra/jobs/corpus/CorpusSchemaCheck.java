package org.penumbra.jobs.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Looks before a run whether files have the named columns: Parquet's schema, CSV's header. Lines of
 * JSON have no schema; a missing field shows in their rejects. A file too broken to be asked passes
 * and becomes a reject when it is read.
 */
public final class CorpusSchemaCheck {

  private final Configuration hadoop;
  private final ShardOpener opener;

  public CorpusSchemaCheck(Configuration hadoop, ShardOpener opener) {
    this.hadoop = hadoop;
    this.opener = opener;
  }

  /**
   * Opens each of these files once.
   *
   * @throws org.penumbra.UserException naming the first file that lacks a column or has it in a
   *     wrong type, and the columns found
   */
  public void check(List<CorpusFile> files, CorpusFormat format, ReadSpec spec) {
    ShardPlan whole = new ShardPlan(Long.MAX_VALUE, 1);
    for (Shard shard : whole.plan(files, format)) {
      try {
        opener.open(hadoop, shard, spec).close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
