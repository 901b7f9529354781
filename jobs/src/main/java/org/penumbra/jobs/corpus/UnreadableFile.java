package org.penumbra.jobs.corpus;

import java.util.NoSuchElementException;

/** A file that cannot even be opened: one reject, in the shard that holds its first byte. */
final class UnreadableFile implements ShardReader {

  private final CorpusRow reject;
  private final int rows;
  private boolean handedOut;

  UnreadableFile(Shard shard, Exception why) {
    this.reject =
        CorpusRow.reject(
            0, RejectReason.REST_UNREADABLE, Utf8.sample(String.valueOf(why.getMessage())));
    this.rows = shard.start() == 0 ? 1 : 0;
  }

  @Override
  public boolean hasNext() {
    return rows == 1 && !handedOut;
  }

  @Override
  public CorpusRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    handedOut = true;
    return reject;
  }

  @Override
  public long rowsSeen() {
    return rows;
  }

  @Override
  public void close() {}
}
