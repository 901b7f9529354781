package org.penumbra.jobs.pair;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.penumbra.pair.NearDuplicates;

/**
 * One item of each group of near-duplicates: the one with the smallest id.
 *
 * @param nearDuplicate cosine from which two items count as one
 */
record Distinct(double nearDuplicate) implements Serializable {

  List<Item> of(List<Item> items) {
    Map<String, String> representatives =
        new NearDuplicates(nearDuplicate)
            .representatives(items.stream().map(Item::embedded).toList());
    return items.stream().filter(item -> representatives.get(item.id()).equals(item.id())).toList();
  }
}
