package org.penumbra.jobs.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Gzip members, one after another (RFC 1952). {@link java.util.zip.GZIPInputStream} takes a broken
 * header of a later member for the end of the file and drops the bytes it had decoded when it
 * fails; here both are seen. Zero bytes after the last member are padding.
 */
final class GzipStream extends InputStream {

  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final InputStream compressed;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] input = new byte[1 << 16];
  private int next;
  private int limit;
  private boolean inMember;
  private boolean firstMember = true;
  private CorruptStreamException broken;

  GzipStream(InputStream compressed) {
    this.compressed = compressed;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (broken == null) {
      if (!inMember && !openMember()) {
        return -1;
      }
      int inflated = inflate(into, offset, length);
      crc.update(into, offset, inflated);
      if (broken == null && inflater.finished()) {
        closeMember();
      }
      if (inflated > 0) {
        return inflated;
      }
    }
    throw broken;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    compressed.close();
  }

  /** Inflates some bytes; where the stream breaks, those before the break. */
  private int inflate(byte[] into, int offset, int length) throws IOException {
    long before = inflater.getBytesWritten();
    try {
      while (true) {
        int inflated = inflater.inflate(into, offset, length);
        if (inflated > 0 || inflater.finished()) {
          return inflated;
        }
        if (inflater.needsDictionary()) {
          broken = new CorruptStreamException("gzip: asks for a dictionary");
          return 0;
        }
        if (!fill()) {
          broken = new CorruptStreamException("gzip: ends in the middle");
          return 0;
        }
        inflater.setInput(input, 0, limit);
        next = limit;
      }
    } catch (DataFormatException e) {
      broken = new CorruptStreamException("gzip: " + e.getMessage());
      return (int) (inflater.getBytesWritten() - before);
    } catch (CorruptStreamException e) {
      broken = e;
      return 0;
    }
  }

  private boolean openMember() throws IOException {
    int first = nextByte();
    while (first == 0 && !firstMember) {
      first = nextByte();
    }
    if (first < 0) {
      return false;
    }
    if (first != 0x1f || required() != 0x8b || required() != 8) {
      throw breakWith("gzip: a member does not start with a gzip header");
    }
    int flags = required();
    if ((flags & RESERVED) != 0) {
      throw breakWith("gzip: unknown header flags");
    }
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(required() | required() << 8);
    }
    skipText(flags & NAME);
    skipText(flags & COMMENT);
    skip(flags & HEADER_CRC);
    inflater.reset();
    inflater.setInput(input, next, limit - next);
    crc.reset();
    inMember = true;
    firstMember = false;
    return true;
  }

  private void closeMember() throws IOException {
    inMember = false;
    next = limit - inflater.getRemaining();
    try {
      if (required32() != crc.getValue()) {
        throw breakWith("gzip: check sum differs");
      }
      if (required32() != (inflater.getBytesWritten() & 0xffffffffL)) {
        throw breakWith("gzip: length differs");
      }
    } catch (CorruptStreamException e) {
      broken = e;
    }
  }

  private CorruptStreamException breakWith(String what) {
    broken = new CorruptStreamException(what);
    return broken;
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      required();
    }
  }

  private void skipText(int present) throws IOException {
    int b = present;
    while (b != 0) {
      b = required();
    }
  }

  private long required32() throws IOException {
    return required() | required() << 8 | required() << 16 | (long) required() << 24;
  }

  private int required() throws IOException {
    int b = nextByte();
    if (b < 0) {
      throw breakWith("gzip: ends in the middle");
    }
    return b;
  }

  private int nextByte() throws IOException {
    return next < limit || fill() ? input[next++] & 0xff : -1;
  }

  private boolean fill() throws IOException {
    next = 0;
    limit = Math.max(0, compressed.read(input, 0, input.length));
    return limit > 0;
  }
}
