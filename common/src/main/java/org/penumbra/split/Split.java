package org.penumbra.split;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A split.
 *
 * @param sides the side of every item, new and old, by item id
 * @param quarantined items that this split put on neither side, sorted
 * @param crossed links whose old items lie on both sides: found too late, and to be reported
 */
public record Split(SortedMap<String, Side> sides, List<String> quarantined, int crossed) {

  public Split {
    sides = Collections.unmodifiableSortedMap(new TreeMap<>(sides));
    quarantined = List.copyOf(quarantined);
  }
}
