package org.penumbra.jobs.llm;

import org.penumbra.jobs.state.Json;
import org.penumbra.jobs.state.Store;
import org.penumbra.llm.Spending;

/** What a run has spent on a model, kept so that caps hold over restarts. */
public final class SpendingFile {

  private static final String FILE = "_state/llm/spending.json";

  private final Store store;

  public SpendingFile(Store store) {
    this.store = store;
  }

  /** What was spent so far. */
  public Spending read() {
    return store.read(FILE).map(json -> Json.read(json, Spending.class)).orElse(Spending.NONE);
  }

  void put(Spending spending) {
    store.put(FILE, Json.write(spending));
  }
}
