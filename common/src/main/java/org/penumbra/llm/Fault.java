package org.penumbra.llm;

import java.time.Duration;

/** Why a request brought no score, and what helps. */
public final class Fault extends Exception {

  private static final long serialVersionUID = 1L;

  /** What helps. */
  public enum Kind {
    /** Asking again. */
    RETRY,
    /** Asking again later, and less: the server has too much to do. */
    THROTTLED,
    /** Nothing; the text goes without a score. */
    REJECT,
    /** Nothing, for this text or for any. */
    DOUBTFUL,
    /** Nothing, for any text. */
    FATAL
  }

  private final Kind kind;
  private final transient Duration retryAfter;

  private Fault(Kind kind, String reason, Duration retryAfter) {
    super(reason);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /** Worth another try. */
  public static Fault retry(String reason) {
    return new Fault(Kind.RETRY, reason, null);
  }

  /** Too many requests. */
  static Fault throttled(String reason) {
    return new Fault(Kind.THROTTLED, reason, null);
  }

  static Fault reject(String reason) {
    return new Fault(Kind.REJECT, reason, null);
  }

  static Fault doubtful(String reason) {
    return new Fault(Kind.DOUBTFUL, reason, null);
  }

  static Fault fatal(String reason) {
    return new Fault(Kind.FATAL, reason, null);
  }

  /**
   * The same, when the server said how long to wait.
   *
   * @param wait null where it did not
   */
  Fault after(Duration wait) {
    return new Fault(kind, getMessage(), wait);
  }

  public Kind kind() {
    return kind;
  }

  /** What went wrong; never what the server wrote, which may quote the key or the text. */
  public String reason() {
    return getMessage();
  }

  /** How long the server asked to wait, or null. */
  Duration retryAfter() {
    return retryAfter;
  }
}
