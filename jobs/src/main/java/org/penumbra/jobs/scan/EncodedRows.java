package org.penumbra.jobs.scan;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.penumbra.StableHash;
import org.penumbra.embed.EncodedText;
import org.penumbra.embed.TextEncoder;
import org.penumbra.jobs.corpus.CorpusRow;
import org.penumbra.jobs.data.Chunked;

/**
 * Reads a shard a chunk at a time and encodes each chunk. Chunks are bounded in rows and
 * characters, so that memory does not depend on the shard, and hold rows of one shard only, so that
 * batches do not depend on the partitions.
 */
public final class EncodedRows extends Chunked<EncodedRow> {

  private static final int CHUNK_ROWS = 1024;
  private static final int CHUNK_CHARACTERS = 1 << 22;

  private final Iterator<CorpusRow> rows;
  private final TextEncoder encoder;

  /**
   * @param encoder null where vectors are not wanted
   */
  public EncodedRows(Iterator<CorpusRow> rows, TextEncoder encoder) {
    this.rows = rows;
    this.encoder = encoder;
  }

  @Override
  protected List<EncodedRow> chunk() {
    List<CorpusRow> read = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    int characters = 0;
    while (rows.hasNext() && read.size() < CHUNK_ROWS && characters < CHUNK_CHARACTERS) {
      CorpusRow row = rows.next();
      read.add(row);
      if (!row.rejected()) {
        texts.add(row.text());
        characters += row.text().length();
      }
    }
    Iterator<EncodedText> encoded = encoder == null ? null : encoder.encode(texts).iterator();
    List<EncodedRow> chunk = new ArrayList<>(read.size());
    for (CorpusRow row : read) {
      if (row.rejected()) {
        chunk.add(new EncodedRow(row, null, null));
      } else {
        String id = row.id() == null ? StableHash.id128(row.text()) : row.id();
        chunk.add(new EncodedRow(row, id, encoded == null ? null : encoded.next()));
      }
    }
    return chunk;
  }
}
