package org.penumbra.llm;

import org.penumbra.UserException;

/**
 * What is to be done about a bundle whose request brought nothing.
 *
 * @param kind what
 * @param reason what went wrong
 * @param stop why all has to end, or null
 */
record Verdict(Kind kind, String reason, UserException stop) {

  /** What is to be done. */
  enum Kind {
    /** Ask again. */
    AGAIN,
    /** Ask again, each half by itself: one of the texts may be to blame. */
    HALVE,
    /** Go without; asking again later would be no use. */
    REJECT,
    /** Go without, this time. */
    GIVE_UP,
    /** Ask nothing more. */
    STOP
  }

  static Verdict of(Kind kind, Fault fault) {
    return new Verdict(kind, fault.reason(), null);
  }

  static Verdict stop(Fault fault, UserException why) {
    return new Verdict(Kind.STOP, fault.reason(), why);
  }
}
