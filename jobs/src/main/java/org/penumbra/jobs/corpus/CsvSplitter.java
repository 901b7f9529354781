package org.penumbra.jobs.corpus;

import java.io.IOException;
import java.util.Arrays;

/**
 * CSV records (RFC 4180): quoted fields may hold line ends. Blank lines are no records. A record
 * with an open quote, a stray one or a wrong number of fields is flawed, and reading resumes at the
 * line after its first, so that one lost quote does not swallow the file.
 *
 * <p>Resuming reads bytes again. Where that happens {@value #MOST_RESUMES} times before the reading
 * has passed the furthest byte seen, records are taken to be single lines up to there: the work
 * stays linear in the file whatever it holds.
 */
final class CsvSplitter implements RecordSplitter {

  private static final int MOST_RESUMES = 16;
  private static final int ANY_NUMBER = -1;

  private enum State {
    FIELD_START,
    PLAIN,
    QUOTED,
    QUOTE_IN_QUOTED,
    RETURN_AFTER_QUOTE,
    END,
    BROKEN
  }

  private enum Outcome {
    WHOLE,
    FLAWED,
    TOO_LONG
  }

  private final ByteWindow window;
  private final Shard shard;
  private final char delimiter;
  private final int cap;
  private int columns = ANY_NUMBER;
  private int fields;
  private long firstLineEnd;
  private long furthest;
  private int resumes;
  private RawRecord brokenHeader;
  private boolean ended;
  private long records;
  private long count;

  CsvSplitter(ByteWindow window, Shard shard, char delimiter, int cap) {
    this.window = window;
    this.shard = shard;
    this.delimiter = delimiter;
    this.cap = cap;
  }

  /** The first record, to be read before all others; null in a file without a readable one. */
  RawRecord header() throws IOException {
    RawRecord header = null;
    try {
      window.skipByteOrderMark();
      while (header == null && !ended) {
        header = cut();
      }
    } catch (CorruptStreamException e) {
      ended = true;
      brokenHeader = RawRecord.broken(0, e);
    }
    columns = fields;
    return header;
  }

  @Override
  public RawRecord next() throws IOException {
    if (brokenHeader != null && shard.owns(records++)) {
      RawRecord only = brokenHeader;
      brokenHeader = null;
      count++;
      return only;
    }
    while (!ended) {
      RawRecord record = cutOrBroken();
      if (record != null && shard.owns(records++)) {
        count++;
        return record;
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

  private RawRecord cutOrBroken() throws IOException {
    long start = window.position();
    try {
      return cut();
    } catch (CorruptStreamException e) {
      ended = true;
      return RawRecord.broken(start, e);
    }
  }

  /** The record that starts here, or null where there is none or a blank line. */
  private RawRecord cut() throws IOException {
    window.mark();
    long start = window.position();
    if (start >= furthest) {
      resumes = 0;
    }
    Outcome outcome = scan(start);
    long end = window.position();
    if (outcome == Outcome.WHOLE) {
      byte[] bytes = withoutLineEnd(window.bytes(start, end));
      if (bytes.length == 0) {
        ended = end == start;
        return null;
      }
      if (columns == ANY_NUMBER || fields == columns) {
        return new RawRecord(start, bytes, null);
      }
    }
    return resume(start, outcome);
  }

  /** Gives up a record and goes on at the line after its first. */
  private RawRecord resume(long start, Outcome outcome) throws IOException {
    long end = window.position();
    furthest = Math.max(furthest, end);
    resumes++;
    long lineEnd = firstLineEnd < 0 ? end : firstLineEnd;
    byte[] shown = withoutLineEnd(window.bytes(start, Math.min(lineEnd, start + RawRecord.SHOWN)));
    if (firstLineEnd >= 0) {
      window.seek(firstLineEnd);
      return new RawRecord(start, shown, RejectReason.BAD_CSV);
    }
    int b;
    do {
      window.mark();
      b = window.read();
    } while (b >= 0 && b != '\n');
    boolean tooLong = outcome == Outcome.TOO_LONG;
    return new RawRecord(
        start, shown, tooLong ? RejectReason.TEXT_TOO_LARGE : RejectReason.BAD_CSV);
  }

  private Outcome scan(long start) throws IOException {
    boolean singleLine = resumes > MOST_RESUMES;
    fields = 1;
    firstLineEnd = -1;
    State state = State.FIELD_START;
    while (window.position() - start < cap) {
      int b = window.read();
      if (b == '\n' && firstLineEnd < 0) {
        firstLineEnd = window.position();
      }
      State after = step(state, b);
      if (after == State.END) {
        return Outcome.WHOLE;
      }
      if (after == State.BROKEN || (singleLine && b == '\n')) {
        return Outcome.FLAWED;
      }
      if (after == State.FIELD_START) {
        fields++;
      }
      state = after;
    }
    return Outcome.TOO_LONG;
  }

  private State step(State state, int b) {
    if (b < 0) {
      return state == State.QUOTED ? State.BROKEN : State.END;
    }
    return switch (state) {
      case QUOTED -> b == '"' ? State.QUOTE_IN_QUOTED : State.QUOTED;
      case QUOTE_IN_QUOTED -> b == '"' ? State.QUOTED : afterQuote(b);
      case RETURN_AFTER_QUOTE -> b == '\n' ? State.END : State.BROKEN;
      case FIELD_START -> b == '"' ? State.QUOTED : plain(b);
      default -> plain(b);
    };
  }

  private State afterQuote(int b) {
    if (b == '\r') {
      return State.RETURN_AFTER_QUOTE;
    }
    State after = plain(b);
    return after == State.PLAIN ? State.BROKEN : after;
  }

  private State plain(int b) {
    if (b == delimiter) {
      return State.FIELD_START;
    }
    return b == '\n' ? State.END : State.PLAIN;
  }

  private static byte[] withoutLineEnd(byte[] bytes) {
    int length = bytes.length;
    if (length > 0 && bytes[length - 1] == '\n') {
      length--;
    }
    if (length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
    return Arrays.copyOf(bytes, length);
  }
}
