package org.penumbra.split;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Items joined by links, however many steps apart: the unit of splits and of the bootstrap. A group
 * is named for its smallest member. Union-find with path halving (Tarjan and van Leeuwen 1984,
 * "Worst-case analysis of set union algorithms", Journal of the ACM 31(2)).
 */
public final class Groups {

  private final SortedMap<String, String> nameOfItem;

  private Groups(SortedMap<String, String> nameOfItem) {
    this.nameOfItem = nameOfItem;
  }

  /** Joins items; items named by links only are taken in too. */
  public static Groups of(Collection<String> itemIds, Collection<Link> links) {
    Map<String, String> parents = new HashMap<>();
    itemIds.forEach(item -> parents.put(item, item));
    for (Link link : links) {
      link.itemIds().forEach(item -> parents.putIfAbsent(item, item));
      for (String item : link.itemIds()) {
        unite(parents, link.itemIds().get(0), item);
      }
    }
    SortedMap<String, String> names = new TreeMap<>();
    parents.keySet().stream().sorted().forEach(item -> names.put(item, root(parents, item)));
    return new Groups(names);
  }

  /** The group of every item, by item id. */
  public SortedMap<String, String> nameOfItem() {
    return Collections.unmodifiableSortedMap(nameOfItem);
  }

  /** The group of an item. */
  public String of(String itemId) {
    String name = nameOfItem.get(itemId);
    if (name == null) {
      throw new IllegalArgumentException("Item " + itemId + " is in no group");
    }
    return name;
  }

  private static void unite(Map<String, String> parents, String first, String second) {
    String one = root(parents, first);
    String other = root(parents, second);
    // The smaller name becomes the root, so that a root is its group's smallest member.
    if (one.compareTo(other) < 0) {
      parents.put(other, one);
    } else {
      parents.put(one, other);
    }
  }

  private static String root(Map<String, String> parents, String item) {
    String at = item;
    while (!parents.get(at).equals(at)) {
      String grandparent = parents.get(parents.get(at));
      parents.put(at, grandparent);
      at = grandparent;
    }
    return at;
  }
}
