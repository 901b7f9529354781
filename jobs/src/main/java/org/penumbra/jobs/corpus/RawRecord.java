package org.penumbra.jobs.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A record cut from a stream.
 *
 * @param position the position of its first byte
 * @param bytes its bytes without the line end; only the first of them where it has a flaw
 * @param flaw why it cannot be read, or null
 */
@SuppressWarnings("ArrayRecordComponent")
record RawRecord(long position, byte[] bytes, RejectReason flaw) {

  /** Bytes of a flawed record that are kept to show. */
  static final int SHOWN = 1024;

  /** The record in which a stream breaks; its bytes are what the decoder said. */
  static RawRecord broken(long position, CorruptStreamException why) {
    return new RawRecord(position, why.getMessage().getBytes(UTF_8), RejectReason.REST_UNREADABLE);
  }
}
