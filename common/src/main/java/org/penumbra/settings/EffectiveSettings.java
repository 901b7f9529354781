package org.penumbra.settings;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.penumbra.StableHash;

/** All settings in force, in the order of conf/penumbra.conf. Equal when the values are equal. */
public final class EffectiveSettings {

  private final List<EffectiveSetting> all;

  EffectiveSettings(Collection<EffectiveSetting> all) {
    this.all = List.copyOf(all);
  }

  List<EffectiveSetting> all() {
    return all;
  }

  /** Values by key of the settings at or below some paths; of all settings when none is given. */
  SortedMap<String, String> values(String... paths) {
    SortedMap<String, String> values = new TreeMap<>();
    for (EffectiveSetting setting : all) {
      if (paths.length == 0) {
        values.put(setting.key(), setting.text());
      }
    }
    for (String path : paths) {
      List<EffectiveSetting> below = all.stream().filter(s -> under(path, s.key())).toList();
      if (below.isEmpty()) {
        throw new IllegalArgumentException("No setting lies at or below " + path);
      }
      below.forEach(s -> values.put(s.key(), s.text()));
    }
    return values;
  }

  private static boolean under(String path, String key) {
    return key.equals(path) || key.startsWith(path + ".");
  }

  /** A 128-bit hash of {@link #values}, whatever the order of the paths. */
  String hash(String... paths) {
    // a length before each value: no value can pass for the next key
    return StableHash.id128(
        values(paths).entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue().length() + ":" + e.getValue() + "\n")
            .collect(joining()));
  }

  String hocon() {
    return all.stream().map(s -> s.line() + "\n").collect(joining());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EffectiveSettings that && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return values().toString();
  }
}
