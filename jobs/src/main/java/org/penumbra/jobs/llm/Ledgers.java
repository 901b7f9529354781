package org.penumbra.jobs.llm;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.penumbra.llm.Grant;
import org.penumbra.llm.Ledger;
import org.penumbra.llm.Report;
import org.penumbra.llm.Service;

/** The ledgers of the driver, by name: where executors renew their leases. */
public final class Ledgers {

  private static final Map<String, Ledger> OPEN = new ConcurrentHashMap<>();

  private static final Map<Service, Ledger> LATEST = new ConcurrentHashMap<>();

  private Ledgers() {}

  /** What an executor sends. */
  record Renewal(String ledger, Report report) implements Serializable {}

  static void open(String name, Ledger ledger) {
    OPEN.put(name, ledger);
    LATEST.put(ledger.service(), ledger);
  }

  /** A service's ledger that was opened last, open or not: what it knows outlives the stage. */
  static Optional<Ledger> latest(Service service) {
    return Optional.ofNullable(LATEST.get(service));
  }

  static Ledger get(String name) {
    return OPEN.get(name);
  }

  static void close(String name) {
    OPEN.remove(name);
  }

  /**
   * Answers a message of an executor.
   *
   * @return null where it is not one of ours
   */
  public static Grant receive(Object message) {
    if (!(message instanceof Renewal renewal)) {
      return null;
    }
    Ledger ledger = OPEN.get(renewal.ledger());
    return ledger == null
        ? new Grant(0, 1000, "the stage that asked has ended")
        : ledger.renew(renewal.report());
  }
}
