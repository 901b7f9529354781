package org.penumbra.label.guideline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.penumbra.label.guideline.CarriedStratum.State;
import org.penumbra.select.Reask;

class CarryOverTest {

  private static final int SEED = 5;
  private static final int POSITIVES = 200;
  private static final int NEGATIVES = 300;
  private static final int EVALUATION = 40;

  private final List<EarlierLabel> earlier = earlier();

  @Test
  void asksAPartOfEachStratumTheSmallerFirstAndThenEvaluationItems() {
    CarryOver carry = new CarryOver(SEED, earlier, Set.of(), Map.of());

    List<CarriedStratum> strata = carry.strata();
    assertThat(strata)
        .extracting(CarriedStratum::label, CarriedStratum::items, CarriedStratum::state)
        .containsExactly(tuple(0, NEGATIVES, State.OPEN), tuple(1, POSITIVES, State.OPEN));
    int negatives = strata.get(0).sample();
    int positives = strata.get(1).sample();
    List<Reask> all = next(carry, Integer.MAX_VALUE);
    assertThat(all).hasSize(negatives + positives + EVALUATION);
    assertThat(all.subList(0, positives)).allMatch(item -> item.itemId().startsWith("positive"));
    assertThat(all.subList(negatives + positives, all.size()))
        .allMatch(item -> item.itemId().startsWith("eval"));
    assertThat(next(carry, 7)).isEqualTo(all.subList(0, 7));
    assertThat(all.get(0).why())
        .isEqualTo(
            "Labelled positive under guideline version 1; asked again to see whether such labels"
                + " still hold.");
    assertThat(all.get(all.size() - 1).why())
        .isEqualTo("An evaluation item of guideline version 1, to be labelled anew.");
    assertThat(carry.carried()).isEmpty();
  }

  @Test
  void carriesAStratumOverOnceItsWholeSampleHeld() {
    Map<String, Integer> now = answers(Integer.MAX_VALUE);
    CarryOver carry = new CarryOver(SEED, earlier, now.keySet(), now);

    assertThat(carry.strata()).allMatch(stratum -> stratum.state() == State.CARRIED);
    assertThat(carry.carried())
        .hasSize(
            carry.strata().stream().mapToInt(stratum -> stratum.items() - stratum.sample()).sum())
        .noneMatch(label -> now.containsKey(label.itemId()))
        .allMatch(label -> label.label() == (label.itemId().startsWith("positive") ? 1 : 0));
    assertThat(next(carry, 10)).isEmpty();
  }

  @Test
  void asksOnlyWhatMayBeAsked() {
    CarryOver carry = new CarryOver(SEED, earlier, Set.of(), Map.of());

    assertThat(carry.next(Set.of("eval-3"), 10)).extracting(Reask::itemId).containsOnly("eval-3");
  }

  @Test
  void saysHowAStratumStands() {
    assertThat(new CarriedStratum("1", 1, 200, 80, 79, 1, .0512, State.OPEN).inWords())
        .isEqualTo(
            "of 200 positive labels of version '1', 79 of a sample of 80 were asked again and 1"
                + " contradicted (at most 5.1 %): open");
  }

  @Test
  void isInNoHurryWhileTheSampleIsIncomplete() {
    Map<String, Integer> now = answers(50);
    CarryOver carry = new CarryOver(SEED, earlier, now.keySet(), now);

    assertThat(carry.strata()).allMatch(stratum -> stratum.state() == State.OPEN);
    assertThat(carry.carried()).isEmpty();
    assertThat(next(carry, 5)).noneMatch(item -> now.containsKey(item.itemId()));
  }

  @Test
  void sparesOneContradictionAndCountsATieAsOne() {
    Map<String, Integer> now = answers(Integer.MAX_VALUE);
    List<String> negatives =
        now.keySet().stream().filter(item -> item.startsWith("negative")).toList();
    Set<String> asked = new HashSet<>(now.keySet());
    now.put(negatives.get(0), 1);
    assertThat(stratum(new CarryOver(SEED, earlier, asked, now), 0))
        .matches(stratum -> stratum.state() == State.CARRIED)
        .matches(stratum -> stratum.contradicted() == 1)
        .matches(stratum -> stratum.upperBound() < CarryOver.LIMIT);

    now.put(negatives.get(1), null);
    CarryOver twice = new CarryOver(SEED, earlier, asked, now);
    assertThat(stratum(twice, 0))
        .matches(stratum -> stratum.state() == State.LEFT)
        .matches(stratum -> stratum.contradicted() == 2);
    assertThat(stratum(twice, 1).state()).isEqualTo(State.CARRIED);
    assertThat(twice.carried()).allMatch(label -> label.itemId().startsWith("positive"));
  }

  @Test
  void takesTheNextItemWhereOneWasNotAnswered() {
    CarryOver before = new CarryOver(SEED, earlier, Set.of(), Map.of());
    int sample = stratum(before, 1).sample();
    List<String> positives = new ArrayList<>();
    next(before, sample).forEach(item -> positives.add(item.itemId()));
    Map<String, Integer> now = new TreeMap<>();
    positives.subList(3, sample).forEach(item -> now.put(item, 1));

    CarryOver carry = new CarryOver(SEED, earlier, Set.copyOf(positives), now);

    assertThat(stratum(carry, 1))
        .matches(one -> one.state() == State.OPEN)
        .matches(one -> one.contradicted() == 0)
        .matches(one -> one.asked() == sample - 3);
    assertThat(next(carry, 3))
        .hasSize(3)
        .allMatch(item -> item.itemId().startsWith("positive"))
        .noneMatch(item -> positives.contains(item.itemId()));
  }

  @Test
  void asksAStratumWholeThatIsTooSmallToSpareAny() {
    List<EarlierLabel> few = earlier.subList(0, 15);
    CarryOver carry = new CarryOver(SEED, few, Set.of(), Map.of());
    assertThat(carry.strata()).singleElement().matches(one -> one.state() == State.OPEN);
    assertThat(next(carry, 20)).hasSize(15);

    Map<String, Integer> now = new TreeMap<>();
    few.forEach(label -> now.put(label.itemId(), 0));
    CarryOver renewed = new CarryOver(SEED, few, now.keySet(), now);

    assertThat(renewed.strata())
        .singleElement()
        .matches(one -> one.state() == State.RENEWED)
        .matches(one -> one.contradicted() == 15);
    assertThat(renewed.carried()).isEmpty();
  }

  /** At the limit itself, a stratum gets through at most one time in twenty. */
  @Test
  void letsThroughOneInTwentyAtTheLimit() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    int studies = 4000;
    int through = 0;
    for (int study = 0; study < studies; study++) {
      through += carriedAt(CarryOver.LIMIT, study, random) ? 1 : 0;
    }
    assertThat(through / (double) studies)
        .isLessThanOrEqualTo(.05 + 3 * Math.sqrt(.0475 / studies));
  }

  private static boolean carriedAt(double rate, int study, RandomGenerator random) {
    List<EarlierLabel> labels = new ArrayList<>();
    Map<String, Integer> now = new TreeMap<>();
    int bad = (int) (rate * POSITIVES);
    int left = POSITIVES;
    for (int i = 0; i < POSITIVES; i++, left--) {
      String item = study + "-" + i;
      labels.add(new EarlierLabel(item, "1", 1, false));
      boolean contradicted = random.nextInt(left) < bad;
      bad -= contradicted ? 1 : 0;
      now.put(item, contradicted ? 0 : 1);
    }
    return stratum(new CarryOver(SEED, labels, now.keySet(), now), 1).state() == State.CARRIED;
  }

  private List<Reask> next(CarryOver carry, int most) {
    Set<String> all = new HashSet<>();
    earlier.forEach(label -> all.add(label.itemId()));
    return carry.next(all, most);
  }

  /** The first items that are asked, each answered as before. */
  private Map<String, Integer> answers(int number) {
    Map<String, Integer> now = new TreeMap<>();
    next(new CarryOver(SEED, earlier, Set.of(), Map.of()), number)
        .forEach(item -> now.put(item.itemId(), item.itemId().startsWith("negative") ? 0 : 1));
    return now;
  }

  private static CarriedStratum stratum(CarryOver carry, int label) {
    return carry.strata().stream().filter(one -> one.label() == label).findFirst().orElseThrow();
  }

  private static List<EarlierLabel> earlier() {
    List<EarlierLabel> labels = new ArrayList<>();
    for (int i = 0; i < POSITIVES; i++) {
      labels.add(new EarlierLabel("positive-" + i, "1", 1, false));
    }
    for (int i = 0; i < NEGATIVES; i++) {
      labels.add(new EarlierLabel("negative-" + i, "1", 0, false));
    }
    for (int i = 0; i < EVALUATION; i++) {
      labels.add(new EarlierLabel("eval-" + i, "1", i % 3 == 0 ? null : 1, true));
    }
    labels.add(new EarlierLabel("tied", "1", null, false));
    return labels;
  }
}
