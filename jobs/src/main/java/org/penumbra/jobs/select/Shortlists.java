package org.penumbra.jobs.select;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.penumbra.select.RandomItems;

/**
 * What one pass over the pool keeps for a batch: of the items never asked about the highest scores,
 * those on either side of the cut and a random draw, and of each audit stratum its size, its issued
 * items and the first others. Bounded, and the same however the pool is partitioned.
 */
final class Shortlists implements Serializable {

  private static final SerializableOrder BY_SCORE =
      (one, other) -> {
        int byScore = Double.compare(other.score(), one.score());
        return byScore != 0 ? byScore : one.id().compareTo(other.id());
      };
  private static final SerializableOrder FROM_LOWEST =
      (one, other) -> {
        int byScore = Double.compare(one.score(), other.score());
        return byScore != 0 ? byScore : one.id().compareTo(other.id());
      };
  private static final SerializableOrder BY_PLACE =
      (one, other) -> {
        int byPlace = Double.compare(one.place(), other.place());
        return byPlace != 0 ? byPlace : one.id().compareTo(other.id());
      };

  private final int size;
  private final int auditSize;
  private final double cut;
  private final Smallest<Shortlisted> highest;
  private final Smallest<Shortlisted> aboveCut;
  private final Smallest<Shortlisted> belowCut;
  private final Smallest<Shortlisted> random;
  private final TreeMap<Integer, Stratum> strata = new TreeMap<>();

  /**
   * @param size of each list
   * @param auditSize items of each stratum, issued ones not counted
   * @param cut where positives begin
   * @param drawSeed of the random draw
   */
  Shortlists(int size, int auditSize, double cut, long drawSeed) {
    this.size = size;
    this.auditSize = auditSize;
    this.cut = cut;
    this.highest = new Smallest<>(size, BY_SCORE);
    this.aboveCut = new Smallest<>(size, FROM_LOWEST);
    this.belowCut = new Smallest<>(size, BY_SCORE);
    this.random = new Smallest<>(size, new ByDraw(drawSeed));
  }

  /**
   * Looks at an item.
   *
   * @param probability of being positive as the last student calibrates it; NaN before there is one
   */
  void add(Shortlisted item, double poolProbability, double probability) {
    if (item.standing() == Shortlisted.Standing.NEVER_ASKED) {
      highest.add(item);
      (item.score() >= cut ? aboveCut : belowCut).add(item);
      random.add(item);
    }
    strata
        .computeIfAbsent(item.stratum(), s -> new Stratum(poolProbability, auditSize))
        .add(item, probability);
  }

  Shortlists merge(Shortlists other) {
    highest.merge(other.highest);
    aboveCut.merge(other.aboveCut);
    belowCut.merge(other.belowCut);
    random.merge(other.random);
    other.strata.forEach(
        (number, stratum) ->
            strata
                .computeIfAbsent(number, n -> new Stratum(stratum.poolProbability, auditSize))
                .merge(stratum));
    return this;
  }

  int size() {
    return size;
  }

  /** Every item of the lists, each once, by id; those of the strata not. */
  SortedSet<String> ids() {
    SortedSet<String> ids = new TreeSet<>();
    Stream.of(highest, aboveCut, belowCut, random)
        .flatMap(list -> list.sorted().stream())
        .forEach(item -> ids.add(item.id()));
    return ids;
  }

  /** The audit strata, by number. */
  SortedMap<Integer, Stratum> strata() {
    return strata;
  }

  /** One stratum of the audit frame. */
  static final class Stratum implements Serializable {

    private static final double FRACTION = 1L << 32;

    private final double poolProbability;
    private final Smallest<Shortlisted> first;
    private final List<Shortlisted> issued = new ArrayList<>();
    private long items;
    private long probabilities;
    private long calibrated;

    Stratum(double poolProbability, int size) {
      this.poolProbability = poolProbability;
      this.first = new Smallest<>(size, BY_PLACE);
    }

    private void add(Shortlisted item, double probability) {
      if (item.standing() == Shortlisted.Standing.ISSUED) {
        issued.add(item);
      } else {
        first.add(item);
      }
      items++;
      if (!Double.isNaN(probability)) {
        // Fixed point, so that the sum does not depend on its order.
        probabilities += Math.round(probability * FRACTION);
        calibrated++;
      }
    }

    private void merge(Stratum other) {
      first.merge(other.first);
      issued.addAll(other.issued);
      items += other.items;
      probabilities += other.probabilities;
      calibrated += other.calibrated;
    }

    double poolProbability() {
      return poolProbability;
    }

    long items() {
      return items;
    }

    /** The first ids in the audit's order: up to the last that is known to have none left out. */
    List<String> order() {
      List<Shortlisted> known = first.sorted();
      Shortlisted last = first.isFull() ? known.get(known.size() - 1) : null;
      known.addAll(issued);
      known.sort(BY_PLACE);
      return known.stream()
          .filter(item -> last == null || BY_PLACE.compare(item, last) <= 0)
          .map(Shortlisted::id)
          .toList();
    }

    /** The mean calibrated probability; NaN where nothing was calibrated. */
    double rate() {
      return calibrated == 0 ? Double.NaN : probabilities / FRACTION / calibrated;
    }
  }

  private interface SerializableOrder extends Comparator<Shortlisted>, Serializable {}

  /** As {@link RandomItems} draws: else the list is no draw from the pool but some items of it. */
  private record ByDraw(long seed) implements SerializableOrder {
    @Override
    public int compare(Shortlisted one, Shortlisted other) {
      int byDraw =
          Double.compare(RandomItems.place(seed, one.id()), RandomItems.place(seed, other.id()));
      return byDraw != 0 ? byDraw : one.id().compareTo(other.id());
    }
  }
}
