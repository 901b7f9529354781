package org.penumbra.llm;

/**
 * What this worker may still send, and what it has to tell when it asks for more. Safe for several
 * threads; none waits for the driver but the one that asks it.
 */
final class Allowance {

  private static final long LONGEST_NANOS = 1_000_000_000L;

  private final String worker;
  private final Leases leases;
  private final Exchange<?> exchange;
  private final Object renewing = new Object();
  private long left;
  private long inFlight;
  private long renewedAt;
  private long pauseNanos;
  private Usage done = Usage.NONE;
  private Usage known = Usage.NONE;
  private long scored;
  private long rejected;

  /**
   * @param worker this worker's name
   * @param exchange knows what a request may use before any is answered
   */
  Allowance(String worker, Leases leases, Exchange<?> exchange) {
    this.worker = worker;
    this.leases = leases;
    this.exchange = exchange;
  }

  /** Takes leave for one request, if there is any left. */
  synchronized boolean take() {
    if (left == 0) {
      return false;
    }
    left--;
    inFlight++;
    return true;
  }

  /** A request was answered, or failed, and used this. */
  synchronized void settle(Usage used) {
    inFlight--;
    spend(used);
  }

  /** A request without leave used this. */
  synchronized void spend(Usage used) {
    done = done.plus(used);
    if (used.tokens() > 0) {
      known = known.plus(used);
    }
  }

  /** Questions about texts have ended. */
  synchronized void ended(long withScore, long without) {
    scored += withScore;
    rejected += without;
  }

  /** Whether it is time to ask for more, or to return what is not used. */
  synchronized boolean due(long now, boolean wanting) {
    long since = now - renewedAt;
    boolean pressing = wanting ? left == 0 : left > 0;
    return since >= LONGEST_NANOS || (pressing && since >= pauseNanos);
  }

  /**
   * Asks for more.
   *
   * @param wanted requests that could be sent until the next time
   * @return why the work must end, or null
   */
  String renew(long now, long wanted) {
    synchronized (renewing) {
      Grant grant = leases.renew(report(now, wanted));
      synchronized (this) {
        left += grant.requests();
        pauseNanos = grant.pauseMillis() * 1_000_000L;
      }
      return grant.stop();
    }
  }

  private synchronized Report report(long now, long wanted) {
    Report report = new Report(worker, left, inFlight, wanted, usual(), done, scored, rejected);
    renewedAt = now;
    left = 0;
    done = Usage.NONE;
    scored = 0;
    rejected = 0;
    return report;
  }

  /** What a request about so many characters uses, as far as is known. */
  synchronized Usage usual(long characters) {
    return known.requests() > 0 ? usual() : exchange.expected(characters);
  }

  /** What a request uses, as far as is known. */
  private synchronized Usage usual() {
    long answered = known.requests();
    return answered == 0
        ? exchange.usual()
        : new Usage(
            1, known.promptTokens() / answered + 1, known.completionTokens() / answered + 1);
  }
}
