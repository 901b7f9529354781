package org.penumbra.jobs.corpus;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A stream read byte by byte that remembers everything since its mark, so that a record can be
 * taken out or read again. It holds no more than that and one chunk.
 */
final class ByteWindow implements Closeable {

  private static final int CHUNK = 1 << 16;

  private final InputStream stream;
  private byte[] bytes = new byte[2 * CHUNK];
  private long origin;
  private int mark;
  private int next;
  private int limit;
  private CorruptStreamException broken;

  /**
   * @param position the position in the file at which the stream stands
   */
  ByteWindow(InputStream stream, long position) {
    this.stream = stream;
    this.origin = position;
  }

  /** The next byte, or -1 at the end. */
  int read() throws IOException {
    if (next == limit && !fill()) {
      return -1;
    }
    return bytes[next++] & 0xff;
  }

  /** The position of the byte that is read next. */
  long position() {
    return origin + next;
  }

  /** Forgets everything before the present position. */
  void mark() {
    mark = next;
  }

  /** Goes back to a position not before the mark. */
  void seek(long position) {
    int to = (int) (position - origin);
    if (to < mark || to > next) {
      throw new IllegalArgumentException("Only what follows the mark can be read again");
    }
    next = to;
  }

  /** The bytes from one position since the mark to another already read. */
  byte[] bytes(long from, long to) {
    return Arrays.copyOfRange(bytes, (int) (from - origin), (int) (to - origin));
  }

  /** Skips a UTF-8 byte order mark, if the next bytes are one. */
  void skipByteOrderMark() throws IOException {
    mark();
    long start = position();
    boolean there = read() == 0xef && read() == 0xbb && read() == 0xbf;
    if (!there) {
      seek(start);
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  private boolean fill() throws IOException {
    if (broken != null) {
      throw broken;
    }
    if (mark > 0 && bytes.length - limit < CHUNK) {
      System.arraycopy(bytes, mark, bytes, 0, limit - mark);
      origin += mark;
      next -= mark;
      limit -= mark;
      mark = 0;
    }
    if (bytes.length - limit < CHUNK) {
      bytes = Arrays.copyOf(bytes, bytes.length + Math.max(CHUNK, bytes.length / 2));
    }
    try {
      int read = stream.read(bytes, limit, CHUNK);
      limit += Math.max(0, read);
      return read > 0;
    } catch (CorruptStreamException e) {
      broken = e;
      throw e;
    }
  }
}
