package org.penumbra.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.penumbra.StableHash;

class DawidSkeneTest {

  private record Behaviour(double sensitivity, double specificity, double unsure) {}

  private static final Map<String, Behaviour> RATERS =
      Map.of(
          "ann", new Behaviour(.95, .9, .02),
          "bob", new Behaviour(.8, .95, .1),
          "cay", new Behaviour(.7, .8, .05),
          "dan", new Behaviour(.9, .7, 0));

  @Test
  void recoversHowSimulatedRatersAnswer() {
    DawidSkene fit = DawidSkene.of(answers(RATERS, 4000, .3));

    assertThat(fit.converged()).isTrue();
    assertThat(fit.prevalence()).isCloseTo(.3, within(.03));
    RATERS.forEach(
        (name, behaviour) -> {
          DawidSkene.Rates rates = fit.raters().get(name);
          double decided = 1 - behaviour.unsure();
          assertThat(rates.answers()).isEqualTo(4000);
          assertThat(rates.positiveIfPositive())
              .isCloseTo(decided * behaviour.sensitivity(), within(.04));
          assertThat(rates.negativeIfNegative())
              .isCloseTo(decided * behaviour.specificity(), within(.04));
          assertThat(rates.unsureIfPositive()).isCloseTo(behaviour.unsure(), within(.02));
          assertThat(rates.unsureIfNegative()).isCloseTo(behaviour.unsure(), within(.02));
        });
  }

  @Test
  void saysSoWhereItDidNotComeToRest() {
    DawidSkene resting = DawidSkene.of(answers(RATERS, 200, .3));
    DawidSkene moving = new DawidSkene(.3, resting.posterior(), resting.raters(), 2000, false);

    assertThat(resting.caution()).isEmpty();
    assertThat(moving.caution())
        .hasValueSatisfying(
            caution -> assertThat(caution).startsWith("Dawid-Skene did not come to rest in 2000"));
  }

  @Test
  void isRightMoreOftenThanTheMajorityWhereRatersDiffer() {
    Map<String, Behaviour> uneven =
        Map.of(
            "good", new Behaviour(.97, .97, 0),
            "poor1", new Behaviour(.6, .6, 0),
            "poor2", new Behaviour(.6, .6, 0));
    SortedMap<String, SortedMap<String, Answer>> answers = answers(uneven, 2000, .5);
    DawidSkene fit = DawidSkene.of(answers);
    int byModel = 0;
    int byMajority = 0;
    for (String item : answers.keySet()) {
      int truth = truth(item, .5) ? 1 : 0;
      byModel += fit.label(item) == truth ? 1 : 0;
      byMajority += majority(answers.get(item)) == truth ? 1 : 0;
    }
    assertThat(byModel).isGreaterThan(1900);
    assertThat(byMajority).isLessThan(1700);
  }

  @Test
  void equalRatersGiveTheMajority() {
    Behaviour same = new Behaviour(.8, .8, 0);
    SortedMap<String, SortedMap<String, Answer>> answers =
        answers(Map.of("a", same, "b", same, "c", same), 600, .5);
    DawidSkene fit = DawidSkene.of(answers);
    answers.forEach((item, given) -> assertThat(fit.label(item)).isEqualTo(majority(given)));
  }

  @Test
  void neitherOrderOfItemsNorOfRatersChangesABit() {
    SortedMap<String, SortedMap<String, Answer>> answers = answers(RATERS, 200, .3);
    List<String> items = new ArrayList<>(answers.keySet());
    Collections.shuffle(items, new Random(5));
    Map<String, Map<String, Answer>> shuffled = new LinkedHashMap<>();
    items.forEach(item -> shuffled.put(item, new HashMap<>(answers.get(item))));
    assertThat(DawidSkene.of(shuffled)).isEqualTo(DawidSkene.of(answers));
  }

  @Test
  void oneRaterAloneIsBelieved() {
    Map<String, Map<String, Answer>> answers = new TreeMap<>();
    for (int i = 0; i < 20; i++) {
      answers.put("i" + i, Map.of("ann", i < 8 ? Answer.POSITIVE : Answer.NEGATIVE));
    }
    DawidSkene fit = DawidSkene.of(answers);
    assertThat(fit.label("i0")).isEqualTo(1);
    assertThat(fit.label("i19")).isZero();
    assertThat(fit.prevalence()).isCloseTo(.4, within(.05));
  }

  @Test
  void whereAllAgreeEachItemIsWhatAllSayAndNobodyIsCertain() {
    Map<String, Map<String, Answer>> answers = new TreeMap<>();
    for (int i = 0; i < 30; i++) {
      Answer answer = i < 3 ? Answer.POSITIVE : Answer.NEGATIVE;
      answers.put("i" + i, Map.of("ann", answer, "bob", answer, "cay", answer));
    }
    DawidSkene fit = DawidSkene.of(answers);
    assertThat(fit.label("i0")).isEqualTo(1);
    assertThat(fit.label("i29")).isZero();
    assertThat(fit.posterior().get("i0")).isBetween(.9, 1 - 1e-12);
    assertThat(fit.converged()).isTrue();
    Map<String, Map<String, Answer>> oneKind =
        Map.of("i", Map.of("ann", Answer.NEGATIVE, "bob", Answer.NEGATIVE));
    assertThat(DawidSkene.of(oneKind).label("i")).isZero();
  }

  @Test
  void aSpammerIsFoundOutAndDoesNoHarm() {
    Map<String, Behaviour> withSpammer = new TreeMap<>(RATERS);
    withSpammer.put("spam", new Behaviour(1, 0, 0));
    SortedMap<String, SortedMap<String, Answer>> answers = answers(withSpammer, 2000, .3);
    DawidSkene fit = DawidSkene.of(answers);
    SortedMap<String, SortedMap<String, Answer>> without = answers(RATERS, 2000, .3);
    DawidSkene clean = DawidSkene.of(without);
    assertThat(fit.raters().get("spam").positiveIfPositive()).isGreaterThan(.99);
    assertThat(fit.raters().get("spam").negativeIfNegative()).isLessThan(.01);
    long changed =
        answers.keySet().stream()
            .filter(item -> !fit.label(item).equals(clean.label(item)))
            .count();
    assertThat(changed).isLessThan(20);
  }

  @Test
  void anInvalidAnswerIsNoneAndAnItemWithoutOneHasNoLabel() {
    DawidSkene fit =
        DawidSkene.of(
            Map.of("i", Map.of("ann", Answer.INVALID), "j", Map.of("ann", Answer.POSITIVE)));
    assertThat(fit.posterior()).containsOnlyKeys("j");
    assertThat(fit.label("i")).isNull();
    assertThat(fit.raters().get("ann").answers()).isEqualTo(1);
    assertThat(DawidSkene.of(Map.of()).posterior()).isEmpty();
  }

  private static SortedMap<String, SortedMap<String, Answer>> answers(
      Map<String, Behaviour> raters, int items, double prevalence) {
    SortedMap<String, SortedMap<String, Answer>> answers = new TreeMap<>();
    for (int i = 0; i < items; i++) {
      String item = "item-" + i;
      boolean truth = truth(item, prevalence);
      SortedMap<String, Answer> given = new TreeMap<>();
      raters.forEach(
          (name, behaviour) -> {
            double right = truth ? behaviour.sensitivity() : behaviour.specificity();
            boolean positive = truth == StableHash.unit(3, "answer" + name, item) < right;
            boolean unsure = StableHash.unit(3, "unsure" + name, item) < behaviour.unsure();
            Answer decided = positive ? Answer.POSITIVE : Answer.NEGATIVE;
            given.put(name, unsure ? Answer.UNSURE : decided);
          });
      answers.put(item, given);
    }
    return answers;
  }

  private static boolean truth(String item, double prevalence) {
    return StableHash.unit(3, "truth", item) < prevalence;
  }

  private static int majority(Map<String, Answer> answers) {
    long positives = answers.values().stream().filter(answer -> answer == Answer.POSITIVE).count();
    return 2 * positives > answers.size() ? 1 : 0;
  }
}
