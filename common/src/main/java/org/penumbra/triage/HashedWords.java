package org.penumbra.triage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.penumbra.student.SparseVector;

/**
 * Triage's own features: a text's words and pairs of neighbouring words, hashed into a fixed number
 * of places (Weinberger et al. 2009, "Feature hashing for large scale multitask learning", without
 * the sign). Character n-grams, the student's, would cost several times what reading costs.
 *
 * <p>A word is a run of letters and digits, in lower case where they are ASCII; a run longer than
 * {@value WordReader#LONGEST} bytes counts as several words. A symbol, such as an emoji, is a word,
 * and so is a character of a script that puts no spaces between words. A text is seen through
 * windows of {@value #WINDOW} features, each half over the next, so that a phrase weighs the same
 * whatever stands around it: padding is how spam hides. Within a window a place's value is its
 * count over the root of the number of features there, which is of unit length where none is
 * repeated.
 *
 * @param bits there are 2^bits places, 1 to 24
 */
public record HashedWords(int bits) implements Serializable {

  /** The default: 2^18 places, whose weights take a megabyte and stay in a core's own cache. */
  public static final HashedWords STANDARD = new HashedWords(18);

  /** Features of a window; about half of them are words. */
  static final int WINDOW = 256;

  private static final int HALF = WINDOW / 2;

  public HashedWords {
    if (bits < 1 || bits > 24) {
      throw new IllegalArgumentException("Bits lie in 1 to 24, not " + bits);
    }
  }

  /** How many places there are. */
  public int places() {
    return 1 << bits;
  }

  /** A reader of texts, for one thread. */
  WordReader reader() {
    return new WordReader(bits);
  }

  /** The values of each of a text's windows; a text without words has one window of zeros. */
  public List<SparseVector> windows(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    WordReader reader = reader();
    int features = reader.read(utf8, 0, utf8.length);
    List<SparseVector> windows = new ArrayList<>();
    for (int window = 0; window < windows(features); window++) {
      windows.add(
          values(
              Arrays.copyOfRange(
                  reader.places(), start(window), end(window, windows(features), features))));
    }
    return windows;
  }

  /** How many windows so many features have, at least one. */
  static int windows(int features) {
    return Math.max(1, features / HALF - 1);
  }

  /** The feature that a window begins with. */
  static int start(int window) {
    return window * HALF;
  }

  /** The feature after a window's last; the last window takes what is left. */
  static int end(int window, int windows, int features) {
    return window == windows - 1 ? features : start(window) + WINDOW;
  }

  /** What each count in a window of so many features is multiplied with. */
  static double scale(int features) {
    return features == 0 ? 0 : 1 / Math.sqrt(features);
  }

  private static SparseVector values(int[] places) {
    Arrays.sort(places);
    int[] indices = new int[places.length];
    float[] values = new float[places.length];
    float one = (float) scale(places.length);
    int last = -1;
    for (int place : places) {
      if (last < 0 || indices[last] != place) {
        indices[++last] = place;
      }
      values[last] += one;
    }
    return new SparseVector(Arrays.copyOf(indices, last + 1), Arrays.copyOf(values, last + 1));
  }
}
