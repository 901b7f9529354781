package org.penumbra.provenance;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is needed to say where a stage's output came from, and to make it again.
 *
 * @param stage the command that ran
 * @param round the round, from 1
 * @param settingsHash hash of the settings the stage reads
 * @param inputs the datasets it read
 * @param seed the seed of every random choice
 * @param codeVersion version and revision of Penumbra
 * @param modelHashes hash by name of each model used
 * @param promptHashes hash by name of each prompt used
 * @param started when the stage began
 * @param finished when it ended
 * @param versions versions by name of what it ran on, such as java and spark
 * @param outcome how it ended
 */
public record Provenance(
    String stage,
    int round,
    String settingsHash,
    List<Input> inputs,
    long seed,
    String codeVersion,
    SortedMap<String, String> modelHashes,
    SortedMap<String, String> promptHashes,
    Instant started,
    Instant finished,
    SortedMap<String, String> versions,
    Outcome outcome) {

  public Provenance {
    inputs = List.copyOf(inputs);
    modelHashes = sorted(modelHashes);
    promptHashes = sorted(promptHashes);
    versions = sorted(versions);
  }

  /** An unmodifiable copy, in an order that does not depend on how the map was filled. */
  static <T> SortedMap<String, T> sorted(Map<String, T> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
