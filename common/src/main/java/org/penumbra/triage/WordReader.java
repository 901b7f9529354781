package org.penumbra.triage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the words of UTF-8 bytes and hashes them, eight bytes at a time. It keeps what it found in
 * an array of its own, so that nothing is allocated per text; it is not safe for several threads.
 *
 * <p>Bytes are told apart within a long, one in each of its lanes (Mycroft's method, as in Warren
 * 2012, "Hacker's Delight", section 6-1): 64 bytes become a mask with a bit for each byte of a
 * word, and runs of ones are words. Characters beyond ASCII are looked at one by one ({@link
 * WideCharacter}). Invalid UTF-8 is letters.
 */
final class WordReader {

  /** Bytes of the longest word. */
  static final int LONGEST = 64;

  private static final int LANES = Long.BYTES;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long LOWER_CASE = 0x2020202020202020L;

  /** Brings the high bits of eight lanes into the top byte, the first lane's lowest. */
  private static final long GATHER = 0x0002040810204081L;

  private static final int TOP_BYTE = Long.SIZE - Byte.SIZE;

  /** Multipliers of L'Ecuyer (1999, Mathematics of Computation 68(225)): odd, well spread bits. */
  private static final long WORD = 2862933555777941757L;

  private static final long PAIR = 3202034522624059733L;
  private static final long PLACE = 0x9E3779B97F4A7C15L;

  private final int shift;

  /** A bit for each byte of a block, the first one's lowest: whether it belongs to a word. */
  private long words;

  /** Likewise: whether a word begins there, whatever stands before. */
  private long begins;

  private int[] places = new int[512];

  /**
   * @param bits of a place
   */
  WordReader(int bits) {
    this.shift = Long.SIZE - bits;
  }

  /**
   * The places of the features last read, in the order of the text: a word, then its pair with the
   * word before. Valid until the next reading; beyond the number read it holds anything.
   */
  int[] places() {
    return places;
  }

  /**
   * Reads some bytes.
   *
   * @return how many features there are
   */
  int read(byte[] utf8, int from, int to) {
    if (places.length <= to - from) {
      places = new int[(to - from) * 2];
    }
    int[] found = places;
    int count = 0;
    long before = 0;
    int block = from;
    while (block < to) {
      int width = Math.min(LONGEST, to - block);
      int next = block + width;
      look(utf8, from, to, block, width);
      long left = words;
      while (left != 0) {
        int start = Long.numberOfTrailingZeros(left);
        int length = Long.numberOfTrailingZeros(~(left >>> start) | ((begins >>> start) & ~1L));
        if (start > 0 && start + length == LONGEST) {
          // It may go on: the next block begins with it.
          next = block + start;
          break;
        }
        long word = hash(utf8, block + start, length);
        found[count++] = (int) ((word * PLACE) >>> shift);
        if (count > 1) {
          found[count++] = (int) (((before * PAIR + word) * PLACE) >>> shift);
        }
        before = word;
        left = start + length == LONGEST ? 0 : left & (-1L << (start + length));
      }
      block = next;
    }
    return count;
  }

  /** Finds the words of a block of at most 64 bytes. */
  private void look(byte[] utf8, int from, int to, int block, int width) {
    long found = 0;
    long wide = 0;
    for (int at = 0; at < width; at += LANES) {
      long bytes = load(utf8, block + at);
      wide |= bytes;
      found |= ((inWord(bytes) * GATHER) >>> TOP_BYTE) << at;
    }
    words = width == LONGEST ? found : found & ~(-1L << width);
    begins = 0;
    if ((wide & HIGH) != 0) {
      lookAtWide(utf8, from, to, block, block + width);
    }
  }

  private void lookAtWide(byte[] utf8, int from, int to, int block, int end) {
    int at = WideCharacter.start(utf8, from, block);
    while (at < end) {
      if (utf8[at] >= 0) {
        at++;
        continue;
      }
      int next = at + WideCharacter.length(utf8, at, to);
      WideCharacter.Kind kind = WideCharacter.kind(utf8, at, next);
      if (kind == WideCharacter.Kind.SEPARATOR) {
        words &= ~bits(at - block, next - block);
      } else if (kind == WideCharacter.Kind.ALONE) {
        begins |= bits(at - block, at - block + 1) | bits(next - block, next - block + 1);
      }
      at = next;
    }
  }

  /** A bit for each place of a block in a range, which may reach over its ends. */
  private static long bits(int from, int to) {
    long bits = 0;
    for (int i = Math.max(0, from); i < Math.min(LONGEST, to); i++) {
      bits |= 1L << i;
    }
    return bits;
  }

  /** The high bit of each lane: a letter or digit of ASCII, or a byte beyond. */
  private static long inWord(long bytes) {
    long ascii = bytes & ~HIGH;
    long lower = ascii | LOWER_CASE;
    long letter = (lower + (0x80 - 'a') * EACH) & ~(lower + (0x80 - 'z' - 1) * EACH);
    long digit = (ascii + (0x80 - '0') * EACH) & ~(ascii + (0x80 - '9' - 1) * EACH);
    return (letter | digit | bytes) & HIGH;
  }

  private static long hash(byte[] utf8, int start, int length) {
    long hash = 0;
    int at = start;
    int left = length;
    for (; left > LANES; left -= LANES) {
      hash = mix(hash ^ lowerCase(load(utf8, at)));
      at += LANES;
    }
    long last = lowerCase(load(utf8, at)) & (-1L >>> (Long.SIZE - Byte.SIZE * left));
    return mix(hash ^ last);
  }

  private static long mix(long bits) {
    long product = bits * WORD;
    return product ^ (product >>> 32);
  }

  /** Of letters and digits: what is ASCII has the bit set that lower case has, as digits have. */
  private static long lowerCase(long bytes) {
    return bytes | ((~bytes & HIGH) >>> 2);
  }

  /** Eight bytes; those beyond the array's end are 0. */
  private static long load(byte[] utf8, int at) {
    int beyond = at + LANES - utf8.length;
    if (beyond <= 0) {
      return (long) LONG.get(utf8, at);
    }
    if (utf8.length >= LANES) {
      return (long) LONG.get(utf8, utf8.length - LANES) >>> (Byte.SIZE * beyond);
    }
    long bytes = 0;
    for (int i = utf8.length - 1; i >= at; i--) {
      bytes = bytes << Byte.SIZE | (utf8[i] & 0xFF);
    }
    return bytes;
  }
}
