package org.penumbra.student;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrossFitTest {

  private static final HeadTrainer TRAINER = new LinearHeadTrainer(20);
  private static final Made MADE = new Made(600, 16, 0.2, 0.5, 1);
  private static final PoolSample POOL = MADE.pool();
  private static final ScorerTrainer SCORER =
      new ScorerTrainer(TRAINER, Standardiser.of(POOL), Optional.empty(), POOL);

  @Test
  void holdsOutEveryItemOnceAndItsWholeGroupWithIt() {
    TrainingSet single = MADE.items(100);
    List<String> groups = single.ids().stream().map(id -> "g" + id.charAt(9)).toList();
    TrainingSet items = new TrainingSet(single.ids(), groups, single.vectors(), single.labels());

    List<CrossFit.OutOfFold> scored = crossFit(5, 1).run(items);

    assertThat(scored).extracting(CrossFit.OutOfFold::id).containsExactlyElementsOf(items.ids());
    Map<String, Set<Integer>> folds =
        scored.stream()
            .collect(
                Collectors.groupingBy(
                    CrossFit.OutOfFold::group,
                    Collectors.mapping(CrossFit.OutOfFold::fold, Collectors.toSet())));
    assertThat(folds.values()).allSatisfy(fold -> assertThat(fold).hasSize(1));
    assertThat(new HashSet<>(folds.values())).hasSize(5);
  }

  @Test
  void scoresAnItemByAModelThatHasNotSeenIt() {
    TrainingSet items = MADE.items(60);

    List<CrossFit.OutOfFold> scored = crossFit(3, 1).run(items);

    CrossFit.OutOfFold item = scored.get(10);
    List<Integer> others =
        IntStream.range(0, 60).filter(i -> scored.get(i).fold() != item.fold()).boxed().toList();
    StudentScorer scorer = SCORER.train(MADE.items(others)).scorer();
    assertThat(item.score()).isEqualTo(scorer.head().score(items.vectors()[10]));
    assertThat(item.percentile()).isEqualTo(POOL.percentiles(scorer).of(item.score()));
  }

  @Test
  void doesNotDependOnTheOrderOfItemsAndPool() {
    List<Integer> shuffled = new ArrayList<>(IntStream.range(0, 80).boxed().toList());
    Collections.shuffle(shuffled, new Random(2));
    List<Integer> all = new ArrayList<>(IntStream.range(0, 600).boxed().toList());
    Collections.shuffle(all, new Random(3));
    PoolSample turned =
        new PoolSample(
            all.stream().map(POOL.ids()::get).toList(),
            all.stream().map(i -> POOL.vectors()[i]).toArray(float[][]::new),
            POOL.weights());

    ScorerTrainer overTurned =
        new ScorerTrainer(TRAINER, Standardiser.of(turned), Optional.empty(), turned);

    assertThat(new CrossFit(overTurned, 4, 9).run(MADE.items(shuffled)))
        .isEqualTo(crossFit(4, 9).run(MADE.items(80)));
  }

  @Test
  void spreadsTheRarerLabelOverTheFolds() {
    TrainingSet items = labelled(40, i -> i < 5 ? 1 : 0);

    List<CrossFit.OutOfFold> scored = crossFit(5, 1).run(items);

    assertThat(scored.stream().filter(i -> i.label() == 1).map(CrossFit.OutOfFold::fold))
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
  }

  @Test
  void makesFewerFoldsWhereALabelHasFewGroups() {
    TrainingSet items =
        new TrainingSet(
            List.of("a", "b", "c", "d"),
            List.of("x", "x", "y", "z"),
            MADE.items(4).vectors(),
            new int[] {1, 0, 1, 0});

    List<CrossFit.OutOfFold> scored = crossFit(5, 1).run(items);

    assertThat(scored.stream().map(CrossFit.OutOfFold::fold).distinct()).hasSize(3);
  }

  @Test
  void scoresNothingWhereOneGroupHoldsAllOfALabel() {
    assertThat(crossFit(5, 1).run(labelled(20, i -> i == 3 ? 1 : 0))).isEmpty();
  }

  private static CrossFit crossFit(int folds, long seed) {
    return new CrossFit(SCORER, folds, seed);
  }

  private static TrainingSet labelled(int count, IntUnaryOperator label) {
    TrainingSet items = MADE.items(count);
    return new TrainingSet(
        items.ids(),
        items.groups(),
        items.vectors(),
        IntStream.range(0, count).map(label).toArray());
  }
}
