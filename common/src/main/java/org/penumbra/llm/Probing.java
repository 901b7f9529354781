package org.penumbra.llm;

/** Patience with a server that is tried before anything is asked in earnest. */
public final class Probing {

  private static final int ATTEMPTS = 4;
  private static final long WAIT_MILLIS = 250;

  private Probing() {}

  /**
   * Waits before another attempt, where one may help.
   *
   * @param attempt the one that failed, from 1
   * @throws Fault the fault itself, where none may
   */
  public static void again(Fault fault, int attempt) throws Fault {
    boolean passes = fault.kind() == Fault.Kind.RETRY || fault.kind() == Fault.Kind.THROTTLED;
    if (!passes || attempt == ATTEMPTS) {
      throw fault;
    }
    try {
      Thread.sleep(attempt * WAIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw fault;
    }
  }
}
