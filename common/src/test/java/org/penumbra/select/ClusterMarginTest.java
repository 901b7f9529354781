package org.penumbra.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.penumbra.cluster.Clouds;

class ClusterMarginTest {

  /** Uncertain items: six in one place, three in another, one alone; and certain ones apart. */
  private static final List<Candidate> ITEMS =
      Stream.of(
              cloud("large", 0, 6, .5),
              cloud("small", 1, 3, .45),
              cloud("lone", 2, 1, .4),
              cloud("sure", 3, 10, .01))
          .flatMap(List::stream)
          .toList();

  @Test
  void clustersTakeTurnsTheSmallestFirst() {
    // 10 uncertain items in 3 clusters: one turn each, then the two that have items left.
    assertThat(chosen(new ClusterMargin(2, 4, 1), 5))
        .extracting(ClusterMarginTest::cloudOf)
        .containsExactly("lone", "small", "large", "small", "large");
  }

  @Test
  void looksAtTheLeastMarginsOnly() {
    for (int seed = 0; seed < 20; seed++) {
      assertThat(chosen(new ClusterMargin(2, 1, seed), 5))
          .extracting(ClusterMarginTest::cloudOf)
          .doesNotContain("sure");
    }
  }

  @Test
  void itemsOfAClusterAreDrawnAtRandom() {
    List<String> drawn =
        IntStream.range(0, 300)
            .mapToObj(seed -> chosen(new ClusterMargin(2, 4, seed), 5).get(2))
            .toList();

    // Each of six with 1/6 of 300: 50 expected, standard deviation 6.5.
    assertThat(drawn.stream().distinct()).hasSize(6);
    assertThat(drawn.stream().filter("large0"::equals).count()).isBetween(25L, 75L);
  }

  @Test
  void aBarredItemDoesNotCostItsClusterTheTurn() {
    List<Candidate> items = new ArrayList<>(ITEMS);
    for (Candidate twin : cloud("small", 1, 3, .45)) {
      items.add(new Candidate(twin.id() + "-twin", twin.vector(), .45, 0, null, .45, .5));
    }

    for (int seed = 0; seed < 20; seed++) {
      assertThat(Choices.chosen(new ClusterMargin(2, 6, seed), 6, items, List.of(), .5))
          .extracting(ClusterMarginTest::cloudOf)
          .containsExactly("large", "small", "large", "small", "large", "small");
    }
  }

  private static List<String> chosen(ClusterMargin strategy, int count) {
    return Choices.chosen(strategy, count, ITEMS, List.of(), .5);
  }

  private static String cloudOf(String id) {
    return id.replaceAll("\\d.*", "");
  }

  private static List<Candidate> cloud(String name, int axis, int count, double probability) {
    float[] centre = new float[8];
    centre[axis] = 1;
    float[][] rows = Clouds.cloud(name, centre, 0.15, count);
    return IntStream.range(0, count)
        .mapToObj(i -> new Candidate(name + i, rows[i], probability, 0, null, probability, .5))
        .toList();
  }
}
