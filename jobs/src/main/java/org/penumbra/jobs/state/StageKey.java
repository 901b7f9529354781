package org.penumbra.jobs.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.penumbra.StableHash;

/**
 * All that a stage's result depends on: the settings it reads, its inputs, models and prompts. The
 * same key twice means the same result.
 *
 * @param parts named parts, values as text
 */
public record StageKey(SortedMap<String, String> parts) {

  public StageKey {
    parts = new TreeMap<>(parts);
  }

  public static StageKey of(Map<String, String> parts) {
    return new StageKey(new TreeMap<>(parts));
  }

  /** 32 hexadecimal digits. */
  public String hash() {
    StringBuilder canonical = new StringBuilder();
    parts.forEach((name, value) -> canonical.append(name).append('=').append(value).append('\n'));
    return StableHash.id128(canonical.toString());
  }

  /** Each part that differs, as {@code name: before -> now}, sorted. */
  public List<String> differences(StageKey now) {
    SortedSet<String> names = new TreeSet<>(parts.keySet());
    names.addAll(now.parts.keySet());
    List<String> different = new ArrayList<>();
    for (String name : names) {
      String before = parts.get(name);
      String after = now.parts.get(name);
      if (!Objects.equals(before, after)) {
        different.add(name + ": " + before + " -> " + after);
      }
    }
    return different;
  }
}
