package org.penumbra.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.penumbra.UserException;
import org.penumbra.cluster.Clouds;
import org.penumbra.embed.Vectors;
import org.penumbra.pair.EmbeddedItem;
import org.penumbra.pair.ExactNeighbours;
import org.penumbra.pair.NearDuplicates;
import org.penumbra.pair.Pair;
import org.penumbra.pair.PairFinder;
import org.penumbra.select.AuditStratum.FrameItem;

class BatchComposerTest {

  private static final AuditArm AUDIT = new AuditArm(11);
  private static final double CUT = 0.8;

  /** 300 items in 16 dimensions, scores rising with the number; some 20 % predicted positive. */
  private static final List<Candidate> ITEMS = items(300);

  private static final List<Pair> PAIRS = pairs(ITEMS);

  @Test
  void splitsTheBudgetAsConfigured() {
    Batch batch = compose(ITEMS, List.of(), 40);

    Map<Arm, Long> arms =
        batch.items().stream()
            .collect(Collectors.groupingBy(BatchItem::arm, Collectors.counting()));
    assertThat(arms).isEqualTo(Map.of(Arm.AUDIT, 10L, Arm.TOP_SCORED, 10L, Arm.BOUNDARY, 20L));
    assertThat(batch.shortfall()).isEmpty();
    assertThat(batch.audit().fresh()).hasSize(10);
  }

  @Test
  void anOddLeftoverIsFilledFromTheCut() {
    Batch batch = compose(ITEMS, List.of(), 39);

    assertThat(batch.items()).hasSize(39);
    assertThat(batch.items().stream().filter(item -> item.arm() == Arm.MARGIN)).hasSize(1);
  }

  @Test
  void bothItemsOfAPairStandTogetherPositiveFirst() {
    List<BatchItem> boundary =
        compose(ITEMS, List.of(), 40).items().stream()
            .filter(item -> item.arm() == Arm.BOUNDARY)
            .toList();

    for (int i = 0; i < boundary.size(); i += 2) {
      BatchItem positive = boundary.get(i);
      BatchItem negative = boundary.get(i + 1);
      assertThat(positive.pairId())
          .isEqualTo(negative.pairId())
          .isEqualTo(Pair.idOf(positive.itemId(), negative.itemId()));
      assertThat(negative.rank()).isEqualTo(positive.rank() + 1);
    }
  }

  @Test
  void onlyAuditItemsHaveAnInclusionProbability() {
    for (BatchItem item : compose(ITEMS, List.of(), 40).items()) {
      assertThat(item.inclusionProbability() != null).isEqualTo(item.arm() == Arm.AUDIT);
      assertThat(item.why()).endsWith(item.arm() == Arm.TOP_SCORED ? "?" : ".");
    }
  }

  @Test
  void roundsNeverAskForAnItemTwice() {
    List<Candidate> issued = new ArrayList<>();
    Map<Integer, Integer> sampled = Map.of();
    for (int round = 0; round < 4; round++) {
      Batch batch = compose(ITEMS, PAIRS, issued, List.of(), sampled, 40);
      Set<String> before = issued.stream().map(Candidate::id).collect(Collectors.toSet());

      assertThat(batch.items()).hasSize(40).noneMatch(item -> before.contains(item.itemId()));
      Set<String> taken = ids(batch);
      ITEMS.stream().filter(item -> taken.contains(item.id())).forEach(issued::add);
      sampled = batch.audit().sampled();
    }
  }

  @Property(tries = 15)
  void neitherOrderNorRepetitionOfTheInputMatters(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 120) int budget) {
    List<Candidate> shuffled = new ArrayList<>(ITEMS);
    List<Pair> shuffledPairs = new ArrayList<>(PAIRS);
    Collections.shuffle(shuffled, random);
    Collections.shuffle(shuffledPairs, random);
    shuffledPairs.addAll(PAIRS.subList(0, 20));
    List<Candidate> issued = new ArrayList<>(ITEMS.subList(100, 150));
    Batch expected = compose(ITEMS, PAIRS, issued, List.of(), Map.of(), budget);
    Collections.shuffle(issued, random);

    assertThat(compose(shuffled, shuffledPairs, issued, List.of(), Map.of(), budget))
        .isEqualTo(expected);
  }

  @Property(tries = 40)
  void theBatchHasExactlyTheBudgetWithoutRepetition(
      @ForAll @IntRange(min = 1, max = 250) int budget,
      @ForAll @IntRange(min = 0, max = 4) int auditQuarters,
      @ForAll @IntRange(min = 0, max = 4) int topQuarters) {
    Batch batch =
        BatchComposer.standard(auditQuarters / 4.0, topQuarters / 4.0)
            .compose(pool(ITEMS, PAIRS, List.of(), List.of()), AUDIT, strata(Map.of()), budget);

    assertThat(ids(batch)).hasSize(budget);
    assertThat(batch.items()).hasSize(budget);
    assertThat(batch.items()).extracting(BatchItem::rank).startsWith(1).endsWith(budget);
  }

  @Test
  void withoutPairsTheRestComesFromTheCut() {
    Batch batch = compose(ITEMS, List.of(), List.of(), List.of(), Map.of(), 40);

    assertThat(batch.items()).hasSize(40);
    assertThat(batch.items().stream().filter(item -> item.arm() == Arm.MARGIN)).hasSize(20);
  }

  @Test
  void takesEverythingAndSaysSoWhenTheBudgetIsLarger() {
    Batch batch = compose(ITEMS, List.of(), 1_000);

    assertThat(batch.items()).hasSize(300);
    assertThat(batch.shortfall())
        .isEqualTo(
            "The batch has 300 of 1000 items: nothing else is unlabelled but 0 near-duplicates of"
                + " items already chosen, labelled or given as examples.");
  }

  @Test
  void noNearDuplicatesWithinTheBatchOrOfIssuedItemsOrExamples() {
    List<Candidate> twins = new ArrayList<>(ITEMS);
    for (Candidate item : ITEMS) {
      twins.add(
          new Candidate(item.id() + "-twin", item.vector(), item.score(), item.stratum(), null));
    }
    List<Candidate> issued = ITEMS.subList(200, 220);
    List<float[]> examples = List.of(ITEMS.get(299).vector(), ITEMS.get(240).vector());
    BatchComposer withoutAudit = BatchComposer.standard(0, 0.25);

    Batch batch =
        withoutAudit.compose(pool(twins, pairs(twins), issued, examples), AUDIT, List.of(), 200);

    assertThat(batch.items()).hasSize(200);
    List<float[]> vectors = new ArrayList<>(examples);
    issued.forEach(item -> vectors.add(item.vector()));
    Set<String> chosen = ids(batch);
    twins.stream().filter(t -> chosen.contains(t.id())).forEach(t -> vectors.add(t.vector()));
    for (int i = 0; i < vectors.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(Vectors.dot(vectors.get(i), vectors.get(j))).isLessThan(0.97f);
      }
    }
  }

  @Test
  void auditItemsStayThoughTheyAreNearDuplicates() {
    List<Candidate> same = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      same.add(new Candidate("s" + i, new float[] {1, 0}, i, 0, null));
    }
    List<AuditStratum> strata = AuditStratum.of(AUDIT, frame(same), Map.of(), s -> .1);

    Batch batch =
        BatchComposer.standard(0.5, 0.25)
            .compose(pool(same, List.of(), List.of(), List.of()), AUDIT, strata, 8);

    assertThat(batch.items()).hasSize(4).allMatch(item -> item.arm() == Arm.AUDIT);
    assertThat(batch.shortfall())
        .startsWith("The batch has 4 of 8 items: nothing else is unlabelled but 6 near-dup");
  }

  @Test
  void policyExamplesInTheAuditFrameAreAMistakeOfTheCaller() {
    List<float[]> examples = ITEMS.stream().map(Candidate::vector).toList();

    assertThatThrownBy(() -> compose(ITEMS, PAIRS, List.of(), examples, Map.of(), 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("Audit item 'i\\d+' is a policy example");
  }

  @Test
  void aGroupHasAtMostItsCapWhileOthersAreToBeHad() {
    List<Candidate> grouped =
        ITEMS.stream()
            .map(
                c ->
                    new Candidate(
                        c.id(),
                        c.vector(),
                        c.score(),
                        c.stratum(),
                        c.score() > 0.9 ? "spammer" : c.id()))
            .toList();
    BatchComposer capped =
        new BatchComposer(
            NearDuplicates.standard(), 0, List.of(), new TopScored(1), new Margin(1), 3);

    Batch some = capped.compose(pool(grouped, PAIRS, List.of(), List.of()), AUDIT, List.of(), 50);
    Batch all = capped.compose(pool(grouped, PAIRS, List.of(), List.of()), AUDIT, List.of(), 300);

    assertThat(some.items()).hasSize(50);
    assertThat(ids(some).stream().filter(id -> id.compareTo("i270") > 0)).hasSize(3);
    assertThat(all.items()).hasSize(300);
  }

  @Test
  void aScoreWithoutOrderIsRefused() {
    List<Candidate> bad = List.of(new Candidate("x", new float[] {1}, Double.NaN, 0, null));

    assertThatThrownBy(() -> pool(bad, List.of(), List.of(), List.of()))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot rank item 'x': its score is NaN. Give every item a finite score.");
  }

  @Test
  void moreCandidatesThanFitAreRefused() {
    List<Candidate> many = Collections.nCopies(100_001, ITEMS.get(0));

    assertThatThrownBy(() -> pool(many, List.of(), List.of(), List.of()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot compose a batch from 100001 items, those of earlier batches included: at most"
                + " 100000 are looked at. Lower select.budget or select.candidates.");
  }

  @Test
  void itemsOfEarlierBatchesCountOnce() {
    List<Candidate> many =
        IntStream.range(0, 100_000)
            .mapToObj(i -> new Candidate("i" + i, new float[] {1}, i, 0, null))
            .toList();

    assertThat(pool(many, List.of(), many.subList(0, 60_000), List.of()).candidates())
        .hasSize(40_000);
  }

  @Test
  void itemsOfAnEarlierGuidelineComeBackOnlyThroughTheAuditOrWhenAskedAgain() {
    List<String> outdated =
        ITEMS.stream().map(Candidate::id).filter(id -> id.endsWith("0")).toList();
    List<Reask> again = outdated.stream().limit(8).map(id -> new Reask(id, "Why.")).toList();
    Pool pool = new Pool(ITEMS, List.of(), outdated, List.of(), PAIRS, CUT);
    BatchComposer composer = BatchComposer.standard(0.25, 0.25);

    Batch batch = composer.compose(pool, AUDIT, strata(Map.of()), again, 40);

    assertThat(batch.items()).hasSize(40).extracting(BatchItem::itemId).doesNotHaveDuplicates();
    Set<String> audited = new HashSet<>();
    batch.audit().fresh().forEach(item -> audited.add(item.id()));
    assertThat(audited).hasSize(10).anyMatch(outdated::contains);
    assertThat(batch.items().stream().filter(item -> item.arm() == Arm.REASK))
        .extracting(BatchItem::itemId)
        .containsExactlyElementsOf(
            again.stream().map(Reask::itemId).filter(id -> !audited.contains(id)).toList());
    assertThat(
            batch.items().stream()
                .filter(item -> item.arm() != Arm.REASK && item.arm() != Arm.AUDIT))
        .noneMatch(item -> outdated.contains(item.itemId()));
    assertThat(batch.items().stream().filter(item -> item.arm() == Arm.TOP_SCORED))
        .as("a quarter of what is asked for the first time")
        .hasSize(8);
    Batch none = composer.compose(pool, AUDIT, strata(Map.of()), List.of(), 40);
    assertThat(none.items().stream().filter(item -> item.arm() == Arm.TOP_SCORED)).hasSize(10);
  }

  @Test
  void onlyAnItemThatIsThereCanBeAskedAgain() {
    Pool pool = pool(ITEMS, PAIRS, List.of(), List.of());

    assertThatThrownBy(
            () ->
                BatchComposer.standard(0.25, 0.25)
                    .compose(pool, AUDIT, strata(Map.of()), List.of(new Reask("gone", "")), 40))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Item 'gone', to be asked again, is no candidate");
  }

  private static Batch compose(List<Candidate> items, List<Candidate> issued, int budget) {
    return compose(items, PAIRS, issued, List.of(), Map.of(), budget);
  }

  private static Batch compose(
      List<Candidate> items,
      List<Pair> pairs,
      List<Candidate> issued,
      List<float[]> examples,
      Map<Integer, Integer> sampled,
      int budget) {
    return BatchComposer.standard(0.25, 0.25)
        .compose(pool(items, pairs, issued, examples), AUDIT, strata(sampled), budget);
  }

  private static Pool pool(
      List<Candidate> items, List<Pair> pairs, List<Candidate> issued, List<float[]> examples) {
    return new Pool(items, issued, examples, pairs, CUT);
  }

  private static List<AuditStratum> strata(Map<Integer, Integer> sampled) {
    return AuditStratum.of(AUDIT, frame(ITEMS), sampled, stratum -> 0.1 + 0.1 * stratum);
  }

  private static List<FrameItem> frame(List<Candidate> items) {
    return items.stream().map(item -> new FrameItem(item.id(), item.stratum(), 1)).toList();
  }

  private static List<Candidate> items(int count) {
    float[][] rows = Clouds.cloud("batch", Clouds.direction(16, 0, 1, 45), 0.4, count);
    List<Candidate> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double score = (double) i / count;
      items.add(new Candidate("i%03d".formatted(i), rows[i], score, score > 0.5 ? 1 : 0, null));
    }
    return items;
  }

  private static List<Pair> pairs(List<Candidate> items) {
    PairFinder finder = new PairFinder(new ExactNeighbours(), 10);
    List<Pair> pairs = new ArrayList<>();
    for (int cell = 0; cell < 3; cell++) {
      pairs.addAll(
          finder.inCell("p" + cell + "-n0", side(items, true, cell), side(items, false, 0)));
    }
    return finder.merge(pairs);
  }

  private static List<EmbeddedItem> side(List<Candidate> items, boolean positive, int cell) {
    return items.stream()
        .filter(item -> item.score() >= CUT == positive)
        .filter(item -> !positive || item.id().charAt(3) % 3 == cell)
        .map(item -> new EmbeddedItem(item.id(), item.vector(), item.score()))
        .toList();
  }

  private static Set<String> ids(Batch batch) {
    return batch.items().stream()
        .map(BatchItem::itemId)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
