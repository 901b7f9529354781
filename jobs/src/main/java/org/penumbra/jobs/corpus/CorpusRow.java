package org.penumbra.jobs.corpus;

import java.io.Serializable;

/**
 * A row of the corpus: an item, or a reject with its reason.
 *
 * @param position where it starts: byte of the decompressed file, or row of the Parquet file
 * @param id the given id; null where no column names it, and in rejects
 * @param content the text; null in rejects
 * @param group its group, or null
 * @param language its language, or null
 * @param reject why it is no item; null for items
 * @param sample rejects: the record's first characters, or what the decoder said; null for items
 * @param rows how many rows of the file it stands for: 1, or all that a broken row group lost
 */
public record CorpusRow(
    long position,
    String id,
    CorpusText content,
    String group,
    String language,
    RejectReason reject,
    String sample,
    long rows)
    implements Serializable {

  /** An item. */
  public static CorpusRow item(
      long position, String id, CorpusText text, String group, String language) {
    return new CorpusRow(position, id, text, group, language, null, null, 1);
  }

  /** An item whose text is a string. */
  public static CorpusRow item(
      long position, String id, String text, String group, String language) {
    return item(position, id, CorpusText.of(text), group, language);
  }

  /** A row that is no item. */
  public static CorpusRow reject(long position, RejectReason reason, String sample) {
    return lost(position, reason, sample, 1);
  }

  static CorpusRow lost(long position, RejectReason reason, String sample, long rows) {
    return new CorpusRow(position, null, null, null, null, reason, sample, rows);
  }

  /** The text; null in rejects. */
  public String text() {
    return content == null ? null : content.toString();
  }

  /** Whether this row is a reject. */
  public boolean rejected() {
    return reject != null;
  }
}
