package org.penumbra.split;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.penumbra.StableHash;

/**
 * The random split of labelled items into evaluation and fine-tuning. New items that are linked to
 * one another go the same way: to the side of the old items they are linked to, or, without such,
 * where the hash of their group says. New items linked to old ones of both sides are quarantined.
 * Old items never move. A quarantined item is on no side, so it carries nothing from one side to
 * the other: links through it bind nobody.
 */
public final class EvalSftSplit {

  private final long seed;
  private final double evalShare;

  /**
   * A split.
   *
   * @param evalShare the expected share of new groups that go to evaluation, 0 to 1
   */
  public EvalSftSplit(long seed, double evalShare) {
    if (!(evalShare >= 0 && evalShare <= 1)) {
      throw new IllegalArgumentException("A share lies in 0 to 1, not at " + evalShare);
    }
    this.seed = seed;
    this.evalShare = evalShare;
  }

  /**
   * Assigns the new ones among the items.
   *
   * @param links all that is known by now, of new and old items
   * @param old sides given before; they stay
   */
  public Split split(Collection<String> itemIds, Collection<Link> links, Map<String, Side> old) {
    List<String> fresh = itemIds.stream().filter(item -> !old.containsKey(item)).toList();
    Groups groups = Groups.of(fresh, links.stream().map(link -> onlyNew(link, old)).toList());
    SortedMap<String, Set<Side>> linkedTo = new TreeMap<>();
    int crossed = 0;
    for (Link link : links) {
      Set<Side> sides = oldSides(link, old);
      crossed += sides.size() == 2 ? 1 : 0;
      link.itemIds().stream()
          .filter(item -> !old.containsKey(item))
          .map(groups::of)
          .forEach(
              group ->
                  linkedTo.computeIfAbsent(group, g -> EnumSet.noneOf(Side.class)).addAll(sides));
    }
    SortedMap<String, Side> sides = new TreeMap<>(old);
    List<String> quarantined = new ArrayList<>();
    for (String item : fresh.stream().distinct().sorted().toList()) {
      String group = groups.of(item);
      Side side = side(group, linkedTo.getOrDefault(group, Set.of()));
      sides.put(item, side);
      if (side == Side.QUARANTINED) {
        quarantined.add(item);
      }
    }
    return new Split(sides, quarantined, crossed);
  }

  private Side side(String group, Set<Side> linkedTo) {
    if (linkedTo.size() > 1) {
      return Side.QUARANTINED;
    }
    if (linkedTo.size() == 1) {
      return linkedTo.iterator().next();
    }
    return StableHash.unit(seed, "split", group) < evalShare ? Side.EVAL : Side.SFT;
  }

  private static Link onlyNew(Link link, Map<String, Side> old) {
    return new Link(link.itemIds().stream().filter(item -> !old.containsKey(item)).toList());
  }

  private static Set<Side> oldSides(Link link, Map<String, Side> old) {
    Set<Side> sides = EnumSet.noneOf(Side.class);
    for (String item : link.itemIds()) {
      Side side = old.get(item);
      if (side == Side.EVAL || side == Side.SFT) {
        sides.add(side);
      }
    }
    return sides;
  }
}
