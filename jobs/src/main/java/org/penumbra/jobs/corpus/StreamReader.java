package org.penumbra.jobs.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Rows of a shard of lines or CSV. */
final class StreamReader implements ShardReader {

  private final RecordSplitter splitter;
  private final RecordParser parser;
  private final ReadSpec spec;
  private final boolean idNamed;
  private CorpusRow next;
  private boolean ended;

  StreamReader(RecordSplitter splitter, RecordParser parser, ReadSpec spec, boolean idNamed) {
    this.splitter = splitter;
    this.parser = parser;
    this.spec = spec;
    this.idNamed = idNamed;
  }

  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
      try {
        RawRecord record = splitter.next();
        ended = record == null;
        next = ended ? null : row(record);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return next != null;
  }

  @Override
  public CorpusRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    CorpusRow row = next;
    next = null;
    return row;
  }

  @Override
  public long rowsSeen() {
    return splitter.count();
  }

  @Override
  public void close() throws IOException {
    splitter.close();
  }

  private CorpusRow row(RawRecord record) {
    if (record.flaw() != null) {
      return reject(record, record.flaw());
    }
    Optional<String> decoded = Utf8.decode(record.bytes());
    if (decoded.isEmpty()) {
      return reject(record, RejectReason.NOT_UTF8);
    }
    RecordParser.Parsed parsed = parser.parse(decoded.get());
    return parsed.flaw() == null
        ? parsed.fields().row(record.position(), decoded.get(), spec, idNamed)
        : reject(record, parsed.flaw());
  }

  private static CorpusRow reject(RawRecord record, RejectReason reason) {
    return CorpusRow.reject(record.position(), reason, Utf8.sample(record.bytes()));
  }
}
