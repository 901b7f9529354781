package org.penumbra.jobs.llm;

import org.penumbra.jobs.state.Json;
import org.penumbra.jobs.state.Store;
import org.penumbra.llm.Service;
import org.penumbra.llm.Spending;

/** What a run has spent on a model, kept so that caps hold over restarts. */
public final class SpendingFile {

  private final Store store;
  private final String file;

  /**
   * @param service what the model is asked for
   */
  public SpendingFile(Store store, Service service) {
    this.store = store;
    this.file =
        switch (service) {
          case CHAT -> "_state/llm/spending.json";
          case EMBEDDINGS -> "_state/embedder/spending.json";
        };
  }

  /** What was spent so far. */
  public Spending read() {
    return store.read(file).map(json -> Json.read(json, Spending.class)).orElse(Spending.NONE);
  }

  void put(Spending spending) {
    store.put(file, Json.write(spending));
  }
}
