package org.penumbra.jobs.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;

/** Strict UTF-8: nothing is repaired. */
final class Utf8 {

  private static final int SAMPLE_CHARACTERS = 200;
  private static final char REPLACEMENT = '\ufffd';

  private Utf8() {}

  /** The text these bytes encode, unless they are not UTF-8. */
  static Optional<String> decode(byte[] bytes) {
    String lenient = new String(bytes, UTF_8);
    // What is malformed becomes U+FFFD; where there is none, strictness would change nothing.
    if (lenient.indexOf(REPLACEMENT) < 0) {
      return Optional.of(lenient);
    }
    CharsetDecoder strict =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try {
      return Optional.of(strict.decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Whether a string holds half of a surrogate pair, which UTF-8 cannot encode. */
  static boolean broken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  /** Whether a text takes more UTF-8 bytes than this. */
  static boolean longer(String text, long bytes) {
    if (text.length() > bytes) {
      return true;
    }
    return text.length() * 3L > bytes && text.getBytes(UTF_8).length > bytes;
  }

  /** The first characters of a flawed record, what is not UTF-8 as U+FFFD. */
  static String sample(byte[] bytes) {
    int length = Math.min(bytes.length, 4 * SAMPLE_CHARACTERS);
    return sample(new String(bytes, 0, length, UTF_8));
  }

  /** The first characters of a text, no surrogate pair cut. */
  static String sample(String text) {
    if (text.length() <= SAMPLE_CHARACTERS) {
      return text;
    }
    boolean cutsPair = Character.isHighSurrogate(text.charAt(SAMPLE_CHARACTERS - 1));
    return text.substring(0, SAMPLE_CHARACTERS - (cutsPair ? 1 : 0));
  }
}
