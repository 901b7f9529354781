package org.penumbra.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.penumbra.UserException;
import org.penumbra.cluster.Clouds;
import org.penumbra.embed.Vectors;

class PairTest {

  private static final ExactNeighbours EXACT = new ExactNeighbours();

  @Test
  void anItemIsNotItsOwnNeighbour() {
    List<EmbeddedItem> items = List.of(at("a", 0), at("b", 10), at("c", 30));

    List<List<Neighbour>> nearest = EXACT.nearest(items, items, 1);

    assertThat(nearest.stream().map(near -> near.get(0).item().id()))
        .containsExactly("b", "a", "b");
  }

  @Test
  void equalNeighboursComeByIdWhateverTheOrder() {
    List<EmbeddedItem> candidates =
        new ArrayList<>(List.of(at("c", 10), at("a", 10), at("b", 10), at("d", 0)));

    for (int i = 0; i < candidates.size(); i++) {
      Collections.rotate(candidates, 1);
      assertThat(EXACT.nearest(List.of(at("q", 0)), candidates, 3).get(0).stream())
          .extracting(near -> near.item().id())
          .containsExactly("d", "a", "b");
    }
  }

  @Test
  void vectorsOfTwoModelsCannotBeCompared() {
    EmbeddedItem other = new EmbeddedItem("x", new float[] {1, 0, 0}, 0);

    assertThatThrownBy(() -> EXACT.nearest(List.of(other), List.of(at("a", 0)), 1))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot compare item 'x': its vector has 3 numbers where others have 2."
                + " Use vectors of one model.");
  }

  @Test
  void eachPositiveIsPairedWithItsNearestNegatives() {
    PairFinder finder = new PairFinder(EXACT, 2);

    List<Pair> pairs =
        finder.inCell(
            "p0-n1",
            List.of(at("p2", 60), at("p1", 0)),
            List.of(at("n1", 10), at("n2", 40), at("n3", 90)));

    assertThat(pairs)
        .extracting(Pair::positiveId, Pair::negativeId, Pair::rank, Pair::cell)
        .containsExactly(
            tuple("p1", "n1", 1, "p0-n1"),
            tuple("p1", "n2", 2, "p0-n1"),
            tuple("p2", "n2", 1, "p0-n1"),
            tuple("p2", "n3", 2, "p0-n1"));
    assertThat(pairs.get(0).similarity()).isCloseTo(Math.cos(Math.toRadians(10)), within(1e-6));
    assertThat(pairs.get(0).positiveScore()).isEqualTo(0);
    assertThat(pairs.get(0).negativeScore()).isEqualTo(10);
    assertThat(pairs.get(0).pairId())
        .hasSize(16)
        .isEqualTo(Pair.idOf("p1", "n1"))
        .isNotEqualTo(Pair.idOf("n1", "p1"));
  }

  @Test
  void overCellsEachPositiveKeepsItsNearest() {
    PairFinder finder = new PairFinder(EXACT, 2);
    List<EmbeddedItem> positive = List.of(at("p", 0));
    List<Pair> all =
        new ArrayList<>(finder.inCell("p0-n0", positive, List.of(at("a", 10), at("b", 50))));
    all.addAll(finder.inCell("p0-n1", positive, List.of(at("c", 20), at("d", 30))));

    List<Pair> merged = finder.merge(all);
    Collections.reverse(all);

    assertThat(merged).extracting(Pair::negativeId).containsExactly("a", "c");
    assertThat(merged).extracting(Pair::rank).containsExactly(1, 2);
    assertThat(merged).extracting(Pair::cell).containsExactly("p0-n0", "p0-n1");
    assertThat(finder.merge(all)).isEqualTo(merged);
  }

  @Test
  void densityIsTheSimilarityOfTheMthNeighbour() {
    List<EmbeddedItem> items = List.of(at("a", 0), at("b", 10), at("c", 30), at("lone", 180));

    double[] densities = new Density(EXACT, 2, 0.25).of(items, items);

    assertThat(densities[0]).isCloseTo(Math.cos(Math.toRadians(30)), within(1e-6));
    assertThat(densities[1]).isCloseTo(Math.cos(Math.toRadians(20)), within(1e-6));
    assertThat(densities[3]).isCloseTo(Math.cos(Math.toRadians(170)), within(1e-6));
  }

  @Test
  void theSparsestShareFallsShortOfTheLeastDensity() {
    Density density = new Density(EXACT, 1, 0.4);
    double[] densities = {.9, .1, .5, .8, .2};

    double least = density.leastOf(densities);

    assertThat(Arrays.stream(densities).filter(d -> d < least)).containsExactly(.1, .2);
    assertThat(density.leastOf(new double[0])).isEqualTo(-1);
  }

  @Test
  void aShareThatFallsAmongEqualDensitiesLeavesNoneOfThemOut() {
    assertThat(new Density(EXACT, 1, 0.4).leastOf(new double[] {.5, .5, .5, .8})).isEqualTo(.5);
  }

  @Test
  void anItemWithTooFewOthersIsSparse() {
    assertThat(new Density(EXACT, 2, 0).of(List.of(at("a", 0)), List.of(at("b", 0))))
        .containsExactly(-1);
  }

  @Test
  void bothItemsOfAPairMustBeDense() {
    List<Pair> pairs =
        new PairFinder(EXACT, 2)
            .inCell("p0-n0", List.of(at("p", 0), at("q", 5)), List.of(at("n", 1), at("m", 2)));

    List<Pair> dense = Density.dense(pairs, Map.of("p", .9, "q", .2, "n", .5, "m", .4), .5);

    assertThat(dense).extracting(Pair::pairId).containsExactly(Pair.idOf("p", "n"));
    assertThat(Density.dense(pairs, Map.of("p", .9), -1)).isEmpty();
  }

  @Test
  void aThousandQueriesAgainstTwentyThousandTakeSeconds() {
    List<EmbeddedItem> queries = random("q", 1_000, 384);
    List<EmbeddedItem> candidates = random("c", 20_000, 384);

    long start = System.nanoTime();
    List<List<Neighbour>> nearest = EXACT.nearest(queries, candidates, 10);
    double seconds = (System.nanoTime() - start) / 1e9;

    assertThat(nearest).hasSize(1_000).allMatch(near -> near.size() == 10);
    assertThat(seconds).isLessThan(20);
  }

  static EmbeddedItem at(String id, double degrees) {
    return new EmbeddedItem(id, Clouds.direction(2, 0, 1, degrees), degrees);
  }

  static List<EmbeddedItem> random(String name, int count, int dimensions) {
    SplittableRandom random = new SplittableRandom(7L + name.hashCode());
    List<EmbeddedItem> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] vector = new float[dimensions];
      for (int d = 0; d < dimensions; d++) {
        vector[d] = (float) (random.nextDouble() - 0.5);
      }
      items.add(new EmbeddedItem(name + i, Vectors.normalised(vector), i));
    }
    return items;
  }
}
