package org.penumbra.label.guideline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.penumbra.StableHash;
import org.penumbra.label.guideline.CarriedStratum.State;
import org.penumbra.select.Reask;

/**
 * Whether labels of earlier guideline versions still hold. They are parted by version and label; of
 * each stratum a random part is asked again, and the rest of it is carried over only if the upper
 * bound of the share that is contradicted lies under 5 %. The part is the smallest that passes with
 * one contradiction, and it is judged only once all of it has been asked (or a second contradiction
 * settles it), so that looking often does not help a stratum through. A stratum so small that no
 * part tells enough is asked whole. Evaluation items are never carried over: they count once they
 * have been labelled anew.
 */
public final class CarryOver {

  /** The bound from which labels are not carried over. */
  public static final double LIMIT = .05;

  private static final double LEVEL = .95;
  private static final int SPARED = 1;

  private record Key(String guidelineVersion, int label) {}

  private final long seed;
  private final ContradictionBound bound = new ContradictionBound(LEVEL);
  private final SortedMap<Key, List<String>> strata =
      new TreeMap<>(Comparator.comparing(Key::guidelineVersion).thenComparing(Key::label));
  private final SortedMap<String, String> evaluation = new TreeMap<>();
  private final Set<String> asked;
  private final Map<String, Integer> now;

  /**
   * What is known so far.
   *
   * @param earlier the latest label of each item that has one of an earlier version
   * @param asked ids of the items asked under the guideline as it is now
   * @param now the labels of those that were answered, null where raters could not decide
   */
  public CarryOver(
      long seed, Collection<EarlierLabel> earlier, Set<String> asked, Map<String, Integer> now) {
    this.seed = seed;
    this.asked = Set.copyOf(asked);
    this.now = new TreeMap<>(now);
    for (EarlierLabel label : earlier) {
      if (label.evaluation()) {
        evaluation.put(label.itemId(), label.guidelineVersion());
      } else if (label.label() != null) {
        strata
            .computeIfAbsent(
                new Key(label.guidelineVersion(), label.label()), key -> new ArrayList<>())
            .add(label.itemId());
      }
    }
    // Asked but not answered, an item says nothing: the next one takes its place in the sample.
    Comparator<String> unanswered = Comparator.comparing(this::isUnanswered);
    strata.values().forEach(items -> items.sort(unanswered.thenComparing(byPlace())));
  }

  /** How each stratum stands, by version and label. */
  public List<CarriedStratum> strata() {
    return strata.keySet().stream().map(this::stratum).toList();
  }

  /** The labels that still hold of items that were not asked again. */
  public List<EarlierLabel> carried() {
    List<EarlierLabel> carried = new ArrayList<>();
    strata.forEach(
        (key, items) -> {
          if (stratum(key).state() == State.CARRIED) {
            items.stream()
                .filter(item -> !asked.contains(item))
                .forEach(
                    item ->
                        carried.add(
                            new EarlierLabel(item, key.guidelineVersion(), key.label(), false)));
          }
        });
    return carried;
  }

  /**
   * The next items to ask again: what is left of the samples, the smallest first, then evaluation
   * items at random.
   *
   * @param allowed ids of the items that may be asked
   * @param most how many at most
   */
  public List<Reask> next(Set<String> allowed, int most) {
    List<Reask> next = new ArrayList<>();
    strata().stream()
        .filter(stratum -> stratum.state() == State.OPEN)
        .sorted(Comparator.comparing(CarriedStratum::sample))
        .forEach(stratum -> next.addAll(left(stratum)));
    evaluation.keySet().stream()
        .filter(item -> !asked.contains(item))
        .sorted(byPlace())
        .forEach(
            item ->
                next.add(
                    new Reask(
                        item,
                        "An evaluation item of guideline version %s, to be labelled anew."
                            .formatted(evaluation.get(item)))));
    return next.stream().filter(item -> allowed.contains(item.itemId())).limit(most).toList();
  }

  private List<Reask> left(CarriedStratum stratum) {
    String why =
        "Labelled %s under guideline version %s; asked again to see whether such labels still hold."
            .formatted(stratum.label() == 1 ? "positive" : "negative", stratum.guidelineVersion());
    return sample(new Key(stratum.guidelineVersion(), stratum.label()), stratum.sample()).stream()
        .filter(item -> !asked.contains(item))
        .map(item -> new Reask(item, why))
        .toList();
  }

  private CarriedStratum stratum(Key key) {
    int items = strata.get(key).size();
    int sample = bound.sample(items, SPARED, LIMIT);
    List<String> again = sample(key, sample).stream().filter(now::containsKey).toList();
    int contradicted =
        (int) again.stream().filter(item -> !Objects.equals(now.get(item), key.label())).count();
    double upper = bound.upper(items, again.size(), contradicted);
    return new CarriedStratum(
        key.guidelineVersion(),
        key.label(),
        items,
        sample,
        again.size(),
        contradicted,
        upper,
        state(items, sample, again.size(), contradicted, upper));
  }

  private static State state(
      int items, int sample, int asked, int contradicted, double upperBound) {
    if (asked == items) {
      return State.RENEWED;
    }
    if (sample < items && contradicted > SPARED) {
      return State.LEFT;
    }
    if (asked < sample) {
      return State.OPEN;
    }
    return upperBound < LIMIT ? State.CARRIED : State.LEFT;
  }

  private boolean isUnanswered(String item) {
    return asked.contains(item) && !now.containsKey(item);
  }

  private List<String> sample(Key key, int size) {
    return strata.get(key).subList(0, size);
  }

  private Comparator<String> byPlace() {
    return Comparator.comparingDouble((String item) -> StableHash.unit(seed, "reask", item))
        .thenComparing(Comparator.naturalOrder());
  }
}
