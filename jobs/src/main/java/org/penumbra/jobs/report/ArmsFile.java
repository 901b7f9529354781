package org.penumbra.jobs.report;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import org.penumbra.jobs.state.Json;
import org.penumbra.jobs.state.Store;
import org.penumbra.report.page.Arm;

/**
 * What other ways to spend labels reached in a run where everybody is simulated: {@code
 * _state/demo/arms.json}. The demo alone writes it.
 */
public final class ArmsFile {

  private static final String FILE = "_state/demo/arms.json";

  private ArmsFile() {}

  public static void put(Store store, List<Arm> arms) {
    store.put(FILE, Json.write(arms));
  }

  /** The arms; none where the run compared nothing. */
  static List<Arm> read(Store store) {
    return store
        .read(FILE)
        .map(json -> Json.read(json, new TypeReference<List<Arm>>() {}))
        .orElse(List.of());
  }
}
