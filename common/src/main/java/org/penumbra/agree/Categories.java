package org.penumbra.agree;

import org.penumbra.label.Answer;

/** Which answers count as categories of agreement. An invalid answer never does: it is a gap. */
public enum Categories {
  /** Binary: positive and negative; items a rater was unsure of are gaps. */
  DECIDED(2),
  /** Three categories: unsure is one of them. */
  WITH_UNSURE(3);

  private final int count;

  Categories(int count) {
    this.count = count;
  }

  int count() {
    return count;
  }

  /** The row or column of an answer, or -1 for a gap. */
  int code(Answer answer) {
    int code =
        switch (answer) {
          case NEGATIVE -> 0;
          case POSITIVE -> 1;
          case UNSURE -> 2;
          case INVALID -> -1;
        };
    return code < count ? code : -1;
  }
}
