package org.penumbra.jobs.scan;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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

  private final Iterator<SiftedRow> rows;
  private final TextEncoder encoder;

  /** All rows of a shard. */
  public EncodedRows(Iterator<CorpusRow> rows, TextEncoder encoder) {
    this(new SiftedRows(rows), encoder);
  }

  /**
   * Those that triage left.
   *
   * @param encoder null where vectors are not wanted
   */
  EncodedRows(SiftedRows rows, TextEncoder encoder) {
    this.rows = rows;
    this.encoder = encoder;
  }

  @Override
  protected List<EncodedRow> chunk() {
    List<SiftedRow> read = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    int characters = 0;
    while (rows.hasNext() && read.size() < CHUNK_ROWS && characters < CHUNK_CHARACTERS) {
      SiftedRow sifted = rows.next();
      read.add(sifted);
      if (!sifted.row().rejected()) {
        texts.add(sifted.row().text());
        characters += sifted.row().text().length();
      }
    }
    Iterator<EncodedText> encoded = encoder == null ? null : encoder.encode(texts).iterator();
    List<EncodedRow> chunk = new ArrayList<>(read.size());
    for (SiftedRow sifted : read) {
      boolean vector = encoded != null && !sifted.row().rejected();
      chunk.add(
          new EncodedRow(
              sifted.row(), sifted.id(), vector ? encoded.next() : null, sifted.auditWeight()));
    }
    return chunk;
  }
}
