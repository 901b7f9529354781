package org.penumbra.jobs.scan;

import java.util.Iterator;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.corpus.CorpusRow;
import org.penumbra.jobs.corpus.CorpusText;
import org.penumbra.jobs.corpus.Fields;
import org.penumbra.jobs.corpus.ReadSpec;
import org.penumbra.jobs.corpus.ShardReader;

/** Rows of a table partition, held to the same rules as rows of files. */
final class TableReader implements ShardReader {

  private static final long NO_POSITION = -1;

  private final Iterator<Row> rows;
  private final ReadSpec spec;
  private long seen;

  TableReader(Iterator<Row> rows, ReadSpec spec) {
    this.rows = rows;
    this.spec = spec;
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public CorpusRow next() {
    Row row = rows.next();
    seen++;
    String id = row.getString(0);
    String text = row.getString(1);
    String told = text == null || text.isBlank() ? Objects.requireNonNullElse(id, "") : text;
    return new Fields(id, CorpusText.of(text), row.getString(2), row.getString(3))
        .row(NO_POSITION, told, spec, spec.columns().id() != null);
  }

  @Override
  public long rowsSeen() {
    return seen;
  }

  @Override
  public void close() {
    // Spark closes its own readers.
  }
}
