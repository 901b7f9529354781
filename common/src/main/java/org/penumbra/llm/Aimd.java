package org.penumbra.llm;

/**
 * How many requests to have in flight: one more per round trip while all is well, half as many when
 * the server says that it is too much, nine tenths when answers take twice as long as they did, and
 * a tenth of a second more (additive increase, multiplicative decrease: Chiu and Jain 1989; the
 * latency rule is in the manner of TCP Vegas, Brakmo and Peterson 1995). Texts differ in length, so
 * latencies are smoothed over some answers. Doubles at first, until the first of these. Signals of
 * requests that were sent before the last decrease do not count again. Not safe for several
 * threads.
 */
final class Aimd {

  private static final double FIRST = 4;
  private static final double SLOW = 2;
  private static final double NOTICEABLE_NANOS = 100e6;
  private static final double SMOOTHING = 1 / 16.0;
  private static final double EASED = 0.9;
  private static final double HALVED = 0.5;

  /** By which the least latency known grows per answer, so that a slower server is learned. */
  private static final double FORGETTING = 1.001;

  private final int most;
  private double limit;
  private boolean starting = true;
  private double smoothed = Double.NaN;
  private double least = Double.POSITIVE_INFINITY;
  private long decreasedAt = Long.MIN_VALUE;

  /**
   * @param most requests in flight at most
   */
  Aimd(int most) {
    this.most = most;
    this.limit = Math.min(FIRST, most);
  }

  /** Requests that may be in flight now, at least 1. */
  int limit() {
    return (int) limit;
  }

  /**
   * An answer came.
   *
   * @param sentAt when it was asked for, in nanoseconds
   * @param now when it came
   */
  void answered(long sentAt, long now) {
    double latency = (double) (now - sentAt);
    smoothed = Double.isNaN(smoothed) ? latency : smoothed + SMOOTHING * (latency - smoothed);
    least = Math.min(smoothed, least * FORGETTING);
    if (smoothed > SLOW * least + NOTICEABLE_NANOS) {
      decrease(EASED, sentAt, now);
    } else {
      limit = Math.min(most, limit + (starting ? 1 : 1 / limit));
    }
  }

  /** The server had too much to do for a request. */
  void overloaded(long sentAt, long now) {
    decrease(HALVED, sentAt, now);
  }

  private void decrease(double by, long sentAt, long now) {
    starting = false;
    if (sentAt > decreasedAt) {
      limit = Math.max(1, limit * by);
      decreasedAt = now;
    }
  }
}
