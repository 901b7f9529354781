package org.penumbra.select;

import java.util.ArrayList;
import java.util.List;
import org.penumbra.StableHash;
import org.penumbra.cluster.Clouds;
import org.penumbra.pair.NearDuplicates;

/** Small pools, and what a strategy chooses from them. */
final class Choices {

  private Choices() {}

  /** An item in the plane; its score is its probability. */
  static Candidate item(String id, double degrees, double probability, double teacher) {
    return new Candidate(
        id, Clouds.direction(2, 0, 1, degrees), probability, 0, null, probability, teacher);
  }

  /** Items scattered in 16 dimensions, with probabilities by student and teacher. */
  static List<Candidate> scattered(String name, int count) {
    float[][] rows = Clouds.cloud(name, Clouds.direction(16, 0, 1, 0), 0.4, count);
    List<Candidate> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = "%s%03d".formatted(name, i);
      double probability = StableHash.unit(1, "student", id);
      items.add(
          new Candidate(
              id, rows[i], probability, 0, null, probability, StableHash.unit(1, "teacher", id)));
    }
    return items;
  }

  /** The same items without any probability. */
  static List<Candidate> uncalibrated(List<Candidate> items) {
    return items.stream()
        .map(c -> new Candidate(c.id(), c.vector(), c.score(), c.stratum(), c.group()))
        .toList();
  }

  static Draft draft(List<Candidate> items, List<Candidate> issued, double cut) {
    Pool pool = new Pool(items, issued, List.of(), List.of(), cut);
    return new Draft(pool, NearDuplicates.standard(), Integer.MAX_VALUE);
  }

  /** Ids of the items chosen from a fresh draft, in their order. */
  static List<String> chosen(
      Strategy strategy, int count, List<Candidate> items, List<Candidate> issued, double cut) {
    Draft draft = draft(items, issued, cut);
    strategy.fill(draft, count);
    return draft.items().stream().map(BatchItem::itemId).toList();
  }
}
