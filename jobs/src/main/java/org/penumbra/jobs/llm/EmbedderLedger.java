package org.penumbra.jobs.llm;

import org.penumbra.jobs.state.Lease;
import org.penumbra.jobs.state.Store;
import org.penumbra.llm.Ledger;
import org.penumbra.llm.Service;
import org.penumbra.llm.Spending;
import org.penumbra.llm.Usage;
import org.penumbra.settings.EmbeddingServerSettings;

/**
 * The ledger of the run's embeddings server, open as long as a command is at work: tasks of any
 * stage may ask for vectors.
 */
public final class EmbedderLedger implements AutoCloseable {

  static final String NAME = "embedder";

  private final SpendingFile file;
  private final Lease lease;
  private final Ledger ledger;
  private Spending kept;

  /** Opens it with what earlier commands have spent. */
  public EmbedderLedger(Store store, Lease lease, EmbeddingServerSettings settings) {
    this.file = new SpendingFile(store, Service.EMBEDDINGS);
    this.lease = lease;
    this.kept = file.read();
    this.ledger =
        new Ledger(
            LlmLimits.of(Service.EMBEDDINGS, settings.spending()),
            kept,
            System::nanoTime,
            this::keep);
    Ledgers.open(NAME, ledger);
  }

  /** What was spent so far. */
  static Spending spending() {
    return Ledgers.get(NAME).spending();
  }

  /** Counts what was sent without a lease. */
  static void spend(Usage usage) {
    Ledgers.get(NAME).spend(usage);
  }

  /** Who lost the lease neither says what was spent nor spends more. */
  private synchronized void keep(Spending spent) {
    if (!spent.equals(kept)) {
      lease.check();
      file.put(spent);
      kept = spent;
    }
  }

  @Override
  public void close() {
    Ledgers.close(NAME);
    if (lease.isHeld()) {
      keep(ledger.spending());
    }
  }
}
