package org.penumbra.jobs.scan;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.penumbra.jobs.llm.LlmScores;
import org.penumbra.jobs.state.StageKey;
import org.penumbra.jobs.state.StageState;

/** How many waves a scan will write, as far as its frozen plan tells. */
public final class PlannedWaves {

  private static final TypeReference<List<Object>> SHARDS = new TypeReference<>() {};

  private PlannedWaves() {}

  /** Waves by what they stage; what is not known yet is missing. */
  public static Map<String, Integer> of(StageState scan) {
    Map<String, Integer> waves = new TreeMap<>();
    Optional<String> waveShards =
        scan.key().map(StageKey::parts).map(parts -> parts.get("corpus.wave-shards"));
    if (waveShards.isPresent()) {
      int size = Integer.parseInt(waveShards.get());
      scan.frozen(ShardSource.PLAN, SHARDS)
          .ifPresent(shards -> waves.put(Staged.NAME, ShardSource.waves(shards.size(), size)));
    }
    waves.putAll(LlmScores.plannedWaves(scan));
    return waves;
  }
}
