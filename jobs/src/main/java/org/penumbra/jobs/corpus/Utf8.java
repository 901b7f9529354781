package org.penumbra.jobs.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;

/** Strict UTF-8: nothing is repaired. */
final class Utf8 {

  private static final int SAMPLE_CHARACTERS = 200;

  private static final long HIGH = 0x8080808080808080L;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** As signed bytes, those that continue a character lie below. */
  private static final byte CONTINUED = (byte) 0xC0;

  private Utf8() {}

  /** The text these bytes encode, unless they are not UTF-8. */
  static Optional<String> decode(byte[] bytes) {
    return valid(bytes) ? Optional.of(new String(bytes, UTF_8)) : Optional.empty();
  }

  /** Whether bytes are UTF-8, by table 3-7 of the Unicode Standard. */
  static boolean valid(byte[] bytes) {
    int at = ascii(bytes, 0);
    while (at < bytes.length) {
      byte lead = bytes[at++];
      if (lead >= 0) {
        at = ascii(bytes, at);
        continue;
      }
      int more = following(lead & 0xFF);
      if (more == 0 || at + more > bytes.length || !second(lead & 0xFF, bytes[at] & 0xFF)) {
        return false;
      }
      for (int end = at++ + more; at < end; at++) {
        if (bytes[at] >= CONTINUED) {
          return false;
        }
      }
    }
    return true;
  }

  /** Where to go on: past whole longs of ASCII. */
  private static int ascii(byte[] bytes, int from) {
    int at = from;
    while (at + Long.BYTES <= bytes.length && ((long) LONG.get(bytes, at) & HIGH) == 0) {
      at += Long.BYTES;
    }
    return at;
  }

  /** Bytes that follow a first byte; 0 where none can begin so. */
  private static int following(int lead) {
    if (lead < 0xC2 || lead > 0xF4) {
      return 0;
    }
    return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  }

  /** Whether a second byte may follow a first: no longer form than needed, no surrogate. */
  private static boolean second(int lead, int second) {
    int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    return second >= least && second <= most;
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
