package org.penumbra.redact;

import java.time.Duration;

/**
 * A text that a pattern may look at for so long only: some patterns take ages on some texts, and
 * nothing else stops {@link java.util.regex.Matcher}.
 */
final class TimedText implements CharSequence {

  /** The clock is slow beside what it measures. */
  private static final int LOOKS_PER_CLOCK = 1 << 10;

  private final String text;
  private final long end;
  private int looks;

  TimedText(String text, Duration most) {
    this.text = text;
    this.end = System.nanoTime() + most.toNanos();
  }

  @Override
  public char charAt(int index) {
    if (++looks % LOOKS_PER_CLOCK == 0 && System.nanoTime() - end > 0) {
      throw new TimeUp();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }

  /** The time is up. */
  static final class TimeUp extends RuntimeException {}
}
