package org.penumbra.jobs.corpus;

import java.io.IOException;
import java.util.Arrays;

/**
 * Lines ended by LF or CR LF, the last one also by the end of the file. A line belongs to the range
 * in which its first byte lies, or to the slice that owns its block.
 */
final class LineSplitter implements RecordSplitter {

  private final ByteWindow window;
  private final Shard shard;
  private final boolean blankLinesCount;
  private final int cap;
  private final long end;
  private boolean started;
  private boolean ended;
  private long lines;
  private long count;

  /**
   * @param window stands one byte before the shard's range, or at 0
   */
  LineSplitter(ByteWindow window, Shard shard, int cap) {
    this.window = window;
    this.shard = shard;
    this.blankLinesCount = shard.format() == CorpusFormat.TEXT;
    this.cap = cap;
    this.end = shard.compression() == Compression.NONE ? shard.end() : Long.MAX_VALUE;
  }

  @Override
  public RawRecord next() throws IOException {
    while (!ended) {
      window.mark();
      long start = window.position();
      try {
        boolean first = !started && shard.start() == 0;
        if (!started) {
          start();
          start = window.position();
        }
        if (start >= end && !first) {
          ended = true;
          return null;
        }
        RawRecord record = cut(start);
        if (record != null) {
          return record;
        }
      } catch (CorruptStreamException e) {
        ended = true;
        return shard.owns(lines) ? counted(RawRecord.broken(start, e)) : null;
      }
    }
    return null;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public void close() throws IOException {
    window.close();
  }

  private void start() throws IOException {
    started = true;
    if (shard.start() == 0) {
      window.skipByteOrderMark();
    } else {
      skipLine(end);
    }
    window.mark();
  }

  /** The line that starts here; null where there is none, it is blank or another slice's. */
  private RawRecord cut(long start) throws IOException {
    boolean blank = !blankLinesCount;
    int b = window.read();
    if (b < 0) {
      ended = true;
      return null;
    }
    while (b >= 0 && b != '\n') {
      blank &= b == ' ' || b == '\t' || b == '\r';
      if (window.position() - start > cap) {
        return tooLong(start);
      }
      b = window.read();
    }
    long line = lines++;
    if (blank || !shard.owns(line)) {
      return null;
    }
    byte[] bytes = window.bytes(start, window.position() - (b == '\n' ? 1 : 0));
    return counted(new RawRecord(start, withoutReturn(bytes), null));
  }

  private RawRecord tooLong(long start) throws IOException {
    byte[] shown = window.bytes(start, start + Math.min(cap, RawRecord.SHOWN));
    long line = lines++;
    skipLine(end);
    RawRecord record = new RawRecord(start, shown, RejectReason.TEXT_TOO_LARGE);
    return shard.owns(line) ? counted(record) : null;
  }

  /** Reads to the next line, or to a position after which it is no more of interest. */
  private void skipLine(long enough) throws IOException {
    int b;
    do {
      window.mark();
      b = window.read();
    } while (b >= 0 && b != '\n' && window.position() < enough);
  }

  private RawRecord counted(RawRecord record) {
    count++;
    return record;
  }

  private static byte[] withoutReturn(byte[] bytes) {
    int last = bytes.length - 1;
    return last >= 0 && bytes[last] == '\r' ? Arrays.copyOf(bytes, last) : bytes;
  }
}
