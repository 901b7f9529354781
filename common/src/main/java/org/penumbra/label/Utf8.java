package org.penumbra.label;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** Strict UTF-8: Java's own decoding puts U+FFFD for bad bytes and says nothing. */
final class Utf8 {

  private Utf8() {}

  /** The text of some bytes, or nothing if they are not UTF-8. */
  static Optional<String> strict(byte[] bytes, int from, int to) {
    try {
      return Optional.of(
          UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The text of some bytes with U+FFFD for what is not UTF-8: to show, never to keep. */
  static String lenient(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, UTF_8);
  }

  /** Where the text begins: behind a byte order mark, if there is one. */
  static int start(byte[] bytes) {
    boolean marked =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    return marked ? 3 : 0;
  }

  /** The index of the next line feed from {@code from} on, or the end of the bytes. */
  static int endOfLine(byte[] bytes, int from) {
    int end = from;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  /** {@code end}, less a carriage return before it. */
  static int beforeReturn(byte[] bytes, int from, int end) {
    return end > from && bytes[end - 1] == '\r' ? end - 1 : end;
  }
}
