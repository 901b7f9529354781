package org.penumbra.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.Interval;
import org.penumbra.StableHash;

class CostEstimateTest {

  private static final Limits PRICES =
      new Limits(Service.CHAT, 600L, null, null, null, null, 2, 10, 0.1);
  private static final CostEstimate.Request REQUEST = new CostEstimate.Request(300, 0.25, 16, 1);

  @Test
  void aCorpusReadWholeIsKnown() {
    List<CostEstimate.ReadShard> all =
        List.of(
            new CostEstimate.ReadShard(1000, 10, 800), new CostEstimate.ReadShard(3000, 20, 2600));

    CostEstimate estimate = CostEstimate.of(all, 4000, 2, null, REQUEST, PRICES);

    assertThat(estimate.rows()).isEqualTo(new Interval(30, 30, 30));
    assertThat(estimate.requests()).isEqualTo(new Interval(30, 30, 30));
    assertThat(estimate.promptTokens().estimate()).isEqualTo(30 * 300 + 3400 * 0.25, offset(1e-6));
    assertThat(estimate.completionTokens().estimate()).isEqualTo(480);
    assertThat(estimate.cost().estimate()).isEqualTo((9850 * 2 + 480 * 10) / 1e6, offset(1e-9));
    assertThat(estimate.hours(PRICES)).isEqualTo(30 / 600.0 / 60, offset(1e-9));
  }

  @Test
  void theCascadeAsksAboutThePoolAlone() {
    List<CostEstimate.ReadShard> all = List.of(new CostEstimate.ReadShard(1000, 100, 8000));

    CostEstimate estimate = CostEstimate.of(all, 1000, 1, 40L, REQUEST, PRICES);

    assertThat(estimate.rows().estimate()).isEqualTo(100);
    assertThat(estimate.requests().estimate()).isEqualTo(40);
    assertThat(estimate.promptTokens().estimate()).isEqualTo(40 * 300 + 3200 * 0.25, offset(1e-6));
  }

  @Test
  void votesAskSeveralTimes() {
    List<CostEstimate.ReadShard> all = List.of(new CostEstimate.ReadShard(1000, 100, 8000));

    CostEstimate estimate =
        CostEstimate.of(all, 1000, 1, null, new CostEstimate.Request(300, 0.25, 16, 5), PRICES);

    assertThat(estimate.requests().estimate()).isEqualTo(500);
    assertThat(estimate.completionTokens().estimate()).isEqualTo(8000);
  }

  @Test
  void aCorpusOfTerabytesHasAnIntervalToo() {
    List<CostEstimate.ReadShard> read =
        List.of(
            new CostEstimate.ReadShard(1000, 10, 800), new CostEstimate.ReadShard(1000, 12, 800));

    Interval rows =
        CostEstimate.of(read, 10_000_000_000_000L, 10_000_000, null, REQUEST, PRICES).rows();

    assertThat(rows.estimate()).isEqualTo(1.1e11);
    // 10^13 sqrt(2 / 1) sqrt(1 + 1) / 2000, times 1.96.
    assertThat((rows.high() - rows.estimate()) / 1.959964e10).isBetween(0.999, 1.001);
  }

  @Test
  void anEmptyCorpusCostsNothing() {
    assertThat(CostEstimate.of(List.of(), 0, 0, null, REQUEST, PRICES).cost())
        .isEqualTo(new Interval(0, 0, 0));
  }

  /** Shards of many sizes and densities; intervals over 400 draws of 16 among 200. */
  @Test
  void theIntervalHoldsTheTruthAboutAsOftenAsItSays() {
    List<CostEstimate.ReadShard> corpus = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      long bytes = 1000 + (long) (9000 * StableHash.unit(1, "bytes", "s" + i));
      double density = 0.01 * (0.7 + 0.6 * StableHash.unit(1, "density", "s" + i));
      corpus.add(new CostEstimate.ReadShard(bytes, Math.round(bytes * density), bytes));
    }
    long bytes = corpus.stream().mapToLong(CostEstimate.ReadShard::bytes).sum();
    long rows = corpus.stream().mapToLong(CostEstimate.ReadShard::rows).sum();
    int held = 0;
    for (int draw = 0; draw < 400; draw++) {
      long seed = draw;
      List<CostEstimate.ReadShard> drawn =
          corpus.stream()
              .sorted(
                  Comparator.comparingDouble(
                      shard ->
                          StableHash.unit(seed, "draw", Integer.toString(corpus.indexOf(shard)))))
              .limit(16)
              .toList();
      if (CostEstimate.of(drawn, bytes, 200, null, REQUEST, PRICES)
          .rows()
          .contains((double) rows)) {
        held++;
      }
    }

    assertThat(held / 400.0).isBetween(0.88, 0.98);
  }
}
