package org.penumbra.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.StableHash;

class NeighbourEdgesTest {

  private static final List<SampledItem> ONE_POSITIVE =
      List.of(new SampledItem("p", new float[] {1, 0}, 0));

  private static final List<SampledItem> FOUR_NEGATIVES =
      List.of(
          new SampledItem("a", new float[] {1, 0}, 0),
          new SampledItem("b", new float[] {0.8f, 0.6f}, 1),
          new SampledItem("c", new float[] {0, 1}, 2),
          new SampledItem("d", new float[] {-1, 0}, 2));

  @Test
  void liftIsTheShareOfEdgesOverTheShareOfItems() {
    NeighbourEdges edges = NeighbourEdges.count(ONE_POSITIVE, 1, FOUR_NEGATIVES, 3, 2);

    assertThat(edges.lift(0, 0).value()).isEqualTo(0.5 / 0.25);
    assertThat(edges.lift(0, 1).value()).isEqualTo(0.5 / 0.25);
    assertThat(edges.lift(0, 2).value()).isEqualTo(0);
    assertThat(edges.lift(0, 0).edges()).isEqualTo(1);
  }

  @Test
  void standardErrorCountsItemsAndTwoPretendedOnes() {
    NeighbourEdges edges = NeighbourEdges.count(ONE_POSITIVE, 1, FOUR_NEGATIVES, 3, 2);

    // Shares .5, 1, 0 (two pretended): mean .5, variance (.25 + 1) / 3 - .25 = 1/6, over 3 items.
    // Size share .25 of 4 items: variance .1875 / 4. Lift 2.
    double expected = Math.sqrt(1 / 18.0 + 4 * 0.046875) / 0.25;
    assertThat(edges.lift(0, 0).error()).isCloseTo(expected, within(1e-12));
  }

  @Test
  void affinityIsAnOddsRatioBetweenZeroAndOne() {
    // Odds 3 against odds 1/3: ratio 9.
    assertThat(new Lift(0.75, 0.1, 0.25, 0, 9).affinity()).isCloseTo(0.9, within(1e-12));
    assertThat(new Lift(0.25, 0.1, 0.25, 0, 9).affinity()).isEqualTo(0.5);
    assertThat(new Lift(1, 0.1, 0.25, 0, 9).affinity()).isEqualTo(1);
    assertThat(new Lift(1, 0.1, 1, 0, 9).affinity()).isEqualTo(0.5);
  }

  @Test
  void affinityErrorIsTheSlopeTimesTheShareError() {
    double slope =
        (new Lift(0.7501, 0, 0.25, 0, 9).affinity() - new Lift(0.7499, 0, 0.25, 0, 9).affinity())
            / 0.0002;
    double slopeOfSize =
        (new Lift(0.75, 0, 0.2501, 0, 9).affinity() - new Lift(0.75, 0, 0.2499, 0, 9).affinity())
            / 0.0002;

    assertThat(new Lift(0.75, 0.1, 0.25, 0, 9).affinityError())
        .isCloseTo(0.1 * slope, within(1e-6));
    assertThat(new Lift(0.75, 0, 0.25, 0.1, 9).affinityError())
        .isCloseTo(-0.1 * slopeOfSize, within(1e-6));
  }

  @Test
  void anUnsampledTargetHasNoLiftAndNoLimitToItsError() {
    NeighbourEdges edges = NeighbourEdges.count(ONE_POSITIVE, 1, List.of(), 3, 2);

    assertThat(edges.lift(0, 0).value()).isEqualTo(0);
    assertThat(edges.lift(0, 0).error()).isInfinite();
    assertThat(edges.lift(0, 0).affinity()).isEqualTo(0);
    assertThat(edges.lift(0, 0).affinityError()).isEqualTo(1);
  }

  @Test
  void anUnsampledSourceHasNoLiftButAnError() {
    Lift lift = NeighbourEdges.count(List.of(), 1, FOUR_NEGATIVES, 3, 2).lift(0, 2);

    assertThat(lift.value()).isEqualTo(0);
    assertThat(lift.error()).isPositive().isFinite();
  }

  @Test
  void theOrderOfTheSampleDoesNotMatter() {
    List<SampledItem> positives = sample("p", 40, 0);
    List<SampledItem> negatives = sample("n", 60, 10);
    NeighbourEdges sorted = NeighbourEdges.count(positives, 2, negatives, 2, 5);

    Collections.reverse(positives);
    Collections.reverse(negatives);
    NeighbourEdges reversed = NeighbourEdges.count(positives, 2, negatives, 2, 5);

    assertThat(reversed.lift(0, 1)).isEqualTo(sorted.lift(0, 1));
    assertThat(reversed.lift(1, 1)).isEqualTo(sorted.lift(1, 1));
  }

  @Test
  void theErrorHalvesWithFourTimesTheSample() {
    double small =
        NeighbourEdges.count(sample("p", 200, 0), 2, sample("n", 200, 10), 2, 10)
            .lift(0, 0)
            .error();
    double large =
        NeighbourEdges.count(sample("p", 800, 0), 2, sample("n", 800, 10), 2, 10)
            .lift(0, 0)
            .error();

    assertThat(large / small).isBetween(0.4, 0.65);
  }

  @Test
  void theErrorIsAboutTheSpreadOverSamples() {
    List<SampledItem> positives = sample("p", 1_500, 0);
    List<SampledItem> negatives = sample("n", 1_500, 10);
    int samples = 60;
    double sum = 0;
    double squares = 0;
    double errors = 0;
    for (int seed = 0; seed < samples; seed++) {
      Lift lift =
          NeighbourEdges.count(drawn(positives, seed), 2, drawn(negatives, seed), 2, 10).lift(0, 0);
      sum += lift.value();
      squares += lift.value() * lift.value();
      errors += lift.error();
    }
    double mean = sum / samples;
    double spread = Math.sqrt(squares / samples - mean * mean);

    assertThat(errors / samples / spread).isBetween(0.6, 1.7);
  }

  private static List<SampledItem> drawn(List<SampledItem> items, long seed) {
    return items.stream().filter(item -> StableHash.unit(seed, "sample", item.id()) < 0.1).toList();
  }

  private static List<SampledItem> sample(String name, int items, double degrees) {
    List<SampledItem> sample = new ArrayList<>();
    for (int cluster = 0; cluster < 2; cluster++) {
      float[] centre = Clouds.direction(8, 0, 1, degrees + 45 * cluster);
      float[][] rows = Clouds.cloud(name + cluster, centre, 0.3, items / 2);
      sample.addAll(Clouds.items(name + cluster, rows, cluster));
    }
    return sample;
  }
}
