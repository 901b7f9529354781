package org.penumbra.split;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Items that must stay on one side of a split: a pair, near-duplicates, or the members of one
 * corpus group (an advertiser, a thread). A corpus group is one link and not a chain of pairs, so
 * that it stays whole when one member is taken out.
 *
 * @param itemIds sorted, distinct
 */
public record Link(List<String> itemIds) {

  public Link {
    itemIds = List.copyOf(new TreeSet<>(itemIds));
  }

  /** A pair, or an item and its duplicate. */
  public static Link of(String first, String second) {
    return new Link(List.of(first, second));
  }

  /**
   * A link for each corpus group with two members or more.
   *
   * @param groupOfItem group by item id; items without a group are left out by the caller
   */
  public static List<Link> ofGroups(Map<String, String> groupOfItem) {
    SortedMap<String, SortedSet<String>> members = new TreeMap<>();
    groupOfItem.forEach(
        (item, group) -> members.computeIfAbsent(group, name -> new TreeSet<>()).add(item));
    return members.values().stream()
        .filter(items -> items.size() > 1)
        .map(items -> new Link(new ArrayList<>(items)))
        .toList();
  }
}
