package org.penumbra.student;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/**
 * Counts of a text's character n-grams, hashed into a fixed number of places (Weinberger et al.
 * 2009, "Feature hashing for large scale multitask learning", without the sign). They see spelling,
 * where an encoder sees meaning. Text is lower-cased, and runs of white space are one blank; one
 * blank stands at either end.
 *
 * @param shortest n of the shortest n-grams, at least 1
 * @param longest n of the longest
 * @param bits there are 2^bits places, at most 2^24
 * @param characters that are read of a text, from its start: whatever its size, it costs no more
 */
public record CharacterNgrams(int shortest, int longest, int bits, int characters)
    implements Serializable {

  /**
   * The default: 3 to 5 characters, 2^18 places, of the first 1,024 characters. The sample of the
   * population, of which the driver holds the counts of all 20,000 texts at once, then takes at
   * most half a gigabyte, were all of them that long.
   */
  public static final CharacterNgrams STANDARD = new CharacterNgrams(3, 5, 18, 1 << 10);

  /** Fibonacci hashing's multiplier: 2^64 over the golden ratio, odd. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  public CharacterNgrams {
    if (shortest < 1 || longest < shortest || bits < 1 || bits > 24 || characters < 1) {
      throw new IllegalArgumentException(
          "Impossible n-grams: %d to %d in 2^%d places, of %d characters"
              .formatted(shortest, longest, bits, characters));
    }
  }

  /** How many places there are. */
  public int places() {
    return 1 << bits;
  }

  /** How often each place's n-grams occur in a text. */
  public SparseVector of(String text) {
    char[] characters = normalised(text);
    int[] found = new int[characters.length * (longest - shortest + 1)];
    int count = 0;
    for (int from = 0; from + shortest <= characters.length; from++) {
      long hash = 0;
      int last = Math.min(longest, characters.length - from);
      for (int n = 1; n <= last; n++) {
        hash = (hash + characters[from + n - 1] + 1) * SPREAD;
        hash ^= hash >>> 32;
        if (n >= shortest) {
          found[count++] = (int) ((hash * SPREAD) >>> (Long.SIZE - bits));
        }
      }
    }
    return counted(found, count);
  }

  private static SparseVector counted(int[] found, int count) {
    Arrays.sort(found, 0, count);
    int[] indices = new int[count];
    float[] values = new float[count];
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      if (distinct == 0 || found[i] != indices[distinct - 1]) {
        indices[distinct++] = found[i];
      }
      values[distinct - 1]++;
    }
    return new SparseVector(Arrays.copyOf(indices, distinct), Arrays.copyOf(values, distinct));
  }

  private char[] normalised(String text) {
    String start = text.substring(0, Math.min(text.length(), characters));
    String lower = start.toLowerCase(Locale.ROOT);
    char[] out = new char[lower.length() + 2];
    int length = 0;
    out[length++] = ' ';
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (!Character.isWhitespace(c)) {
        out[length++] = c;
      } else if (out[length - 1] != ' ') {
        out[length++] = ' ';
      }
    }
    if (out[length - 1] != ' ') {
      out[length++] = ' ';
    }
    return Arrays.copyOf(out, length);
  }
}
