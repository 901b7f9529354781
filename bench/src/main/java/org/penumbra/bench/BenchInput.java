package org.penumbra.bench;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a benchmark works on.
 *
 * @param texts JSON lines (or gzipped ones) with a field text, where it measures on real texts
 * @param items how many items; nothing: as many as the benchmark's own default
 * @param kept a folder for what takes long to make, which the next run finds there
 * @param work an empty folder that is deleted afterwards
 */
public record BenchInput(Optional<Path> texts, Optional<Integer> items, Path kept, Path work) {

  /** The texts' file, which this benchmark cannot do without. */
  public Path requiredTexts() {
    return texts.orElseThrow(
        () ->
            new IllegalArgumentException(
                "This benchmark measures on real texts: name their file with --texts FILE"));
  }
}
