package org.penumbra.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.penumbra.pair.NearDuplicates;

class ColdStartTest {

  /** A thousand items that are nobody's duplicate; the score is the item's number. */
  private static final List<Candidate> ITEMS =
      IntStream.range(0, 1000)
          .mapToObj(
              i ->
                  new Candidate(
                      "item-%04d".formatted(i),
                      new float[] {(float) Math.cos(i), (float) Math.sin(i), 0},
                      i,
                      0,
                      null))
          .toList();

  @Test
  void drawsHalfFromTheTopShareAndHalfFromTheRest() {
    List<Integer> scores = scores(compose(20, 1));

    assertThat(scores).hasSize(20).doesNotHaveDuplicates();
    assertThat(scores).filteredOn(score -> score >= 900).hasSizeBetween(10, 13);
  }

  @Test
  void takesFromTheRestWhatTheTopCannotGive() {
    assertThat(scores(new ColdStart(.005, 1), 20)).hasSize(20);
  }

  @Test
  void isTheSameForTheSameSeedAndAnotherForAnother() {
    assertThat(compose(20, 1)).isEqualTo(compose(20, 1)).isNotEqualTo(compose(20, 2));
  }

  private static List<Integer> scores(List<BatchItem> items) {
    return items.stream().map(item -> Integer.valueOf(item.itemId().substring(5))).toList();
  }

  private static List<Integer> scores(ColdStart strategy, int items) {
    return scores(compose(strategy, items));
  }

  private static List<BatchItem> compose(int items, long seed) {
    return compose(new ColdStart(.1, seed), items);
  }

  private static List<BatchItem> compose(ColdStart strategy, int items) {
    Pool pool = new Pool(ITEMS, List.of(), List.of(), List.of(), 950);
    return new BatchComposer(
            new NearDuplicates(1), 0, List.of(), strategy, new Margin(1), Integer.MAX_VALUE)
        .compose(pool, new AuditArm(1), List.of(), items)
        .items();
  }
}
