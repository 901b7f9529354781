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
 * word, and runs of ones are words. Invalid UTF-8 is bytes like others.
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
      long words = words(utf8, block, width);
      while (words != 0) {
        int start = Long.numberOfTrailingZeros(words);
        int length = Long.numberOfTrailingZeros(~(words >>> start));
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
        words = start + length == LONGEST ? 0 : words & (-1L << (start + length));
      }
      block = next;
    }
    return count;
  }

  /** A bit for each of at most 64 bytes, the first one's lowest: whether it belongs to a word. */
  private static long words(byte[] utf8, int block, int width) {
    long words = 0;
    for (int at = 0; at < width; at += LANES) {
      words |= ((inWord(load(utf8, block + at)) * GATHER) >>> TOP_BYTE) << at;
    }
    return width == LONGEST ? words : words & ~(-1L << width);
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
