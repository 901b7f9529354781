package org.penumbra.jobs.corpus;

import java.io.Serializable;

/**
 * What to read from each record.
 *
 * @param columns the columns or fields by name
 * @param maxTextBytes a text of more UTF-8 bytes is a reject
 */
public record ReadSpec(CorpusColumns columns, int maxTextBytes) implements Serializable {

  private static final int ROOM_AROUND_TEXT = 1 << 20;
  private static final int MOST_RECORD_BYTES = 1 << 30;

  public ReadSpec {
    if (maxTextBytes < 1) {
      throw new IllegalArgumentException("A text has room for at least one byte");
    }
  }

  /** Bytes of a record that are held in memory at most. */
  int maxRecordBytes() {
    return (int) Math.min(MOST_RECORD_BYTES, (long) maxTextBytes + ROOM_AROUND_TEXT);
  }
}
