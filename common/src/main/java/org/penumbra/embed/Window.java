package org.penumbra.embed;

import java.util.Arrays;
import java.util.Comparator;

/**
 * A stretch of a text, as token ids with the special tokens around it.
 *
 * @param ids at least one token
 * @param types the segment of each token
 * @param text the text's position in the call
 * @param index the window's position in the text
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record Window(long[] ids, long[] types, int text, int index) {

  /** By length, then content: the order of batches does not depend on where a text stood. */
  static final Comparator<Window> BY_CONTENT =
      Comparator.<Window>comparingInt(Window::length)
          .thenComparing(Window::ids, Arrays::compare)
          .thenComparing(Window::types, Arrays::compare);

  int length() {
    return ids.length;
  }
}
