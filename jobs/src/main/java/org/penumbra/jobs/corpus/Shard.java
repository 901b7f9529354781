package org.penumbra.jobs.corpus;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.io.Serializable;

/**
 * The unit of work: a part of one file that can be read alone. Which rows belong to it depends on
 * the plan only, never on cores or on other shards.
 *
 * @param number its place in the plan, from 0
 * @param path the file's full address
 * @param format what the file's bytes are
 * @param compression how the whole file is compressed
 * @param start the first byte of its range; 0 where it is a slice
 * @param length bytes of its range; the whole file where it is a slice
 * @param slice which slice of the file, from 0; 0 where it is a range
 * @param slices how many slices the file has; 1 where it is a range
 * @param fileLength the file's bytes when the plan was frozen
 * @param modified the file's modification time then, milliseconds since 1970
 */
// As an array: the plan of a million files is to fit the driver.
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record Shard(
    int number,
    String path,
    CorpusFormat format,
    Compression compression,
    long start,
    long length,
    int slice,
    int slices,
    long fileLength,
    long modified)
    implements Serializable {

  /** Records in a block; block b of a sliced file belongs to slice b modulo {@code slices}. */
  static final int BLOCK = 1024;

  /** Whether the record with this index in the file is in this slice. */
  boolean owns(long record) {
    return (record / BLOCK) % slices == slice;
  }

  /** The first byte behind its range. */
  long end() {
    return start + length;
  }
}
