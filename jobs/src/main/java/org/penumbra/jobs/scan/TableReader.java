package org.penumbra.jobs.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.corpus.CorpusRow;
import org.penumbra.jobs.corpus.RejectReason;
import org.penumbra.jobs.corpus.ShardReader;

/** Rows of a table partition, held to the same rules as rows of files. */
final class TableReader implements ShardReader {

  private static final long NO_POSITION = -1;
  private static final int SAMPLE_CHARACTERS = 200;
  private static final int MOST_BYTES_PER_CHARACTER = 3;

  private final Iterator<Row> rows;
  private final int maxTextBytes;
  private long seen;

  TableReader(Iterator<Row> rows, int maxTextBytes) {
    this.rows = rows;
    this.maxTextBytes = maxTextBytes;
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public CorpusRow next() {
    Row row = rows.next();
    seen++;
    String text = row.getString(1);
    if (text == null || text.isBlank()) {
      return CorpusRow.reject(NO_POSITION, RejectReason.NO_TEXT, row.getString(0));
    }
    if ((long) text.length() * MOST_BYTES_PER_CHARACTER > maxTextBytes
        && text.getBytes(UTF_8).length > maxTextBytes) {
      return CorpusRow.reject(
          NO_POSITION, RejectReason.TEXT_TOO_LARGE, text.substring(0, SAMPLE_CHARACTERS));
    }
    return CorpusRow.item(NO_POSITION, row.getString(0), text, row.getString(2), row.getString(3));
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
