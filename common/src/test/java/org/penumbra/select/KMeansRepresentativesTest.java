package org.penumbra.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.penumbra.cluster.Centroids;
import org.penumbra.cluster.Clouds;
import org.penumbra.cluster.Clusterer;
import org.penumbra.cluster.LloydClusterer;

class KMeansRepresentativesTest {

  @Test
  void takesTheItemClosestToEachCentroid() {
    List<Candidate> items = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      items.add(Choices.item("i%02d".formatted(i), 30 * i, .5, .5));
    }
    Clusterer fixed = (sample, k, seed) -> new Centroids(new float[][] {at(65), at(172), at(301)});

    assertThat(Choices.chosen(new KMeansRepresentatives(fixed, 10, 1), 3, items, List.of(), .5))
        .containsExactly("i02", "i06", "i10");
  }

  @Test
  void clustersTheMostUncertainByIdIntoAsManyAsAreWanted() {
    List<Candidate> items = Choices.scattered("kmeans", 100);
    List<float[]> uncertain =
        items.stream()
            .sorted(Comparator.comparingDouble(item -> Math.abs(item.probability() - .5)))
            .limit(12)
            .sorted(Comparator.comparing(Candidate::id))
            .map(Candidate::vector)
            .toList();
    Clusterer watched =
        (sample, k, seed) -> {
          assertThat(sample).isDeepEqualTo(uncertain.toArray(float[][]::new));
          assertThat(k).isEqualTo(4);
          assertThat(seed).isEqualTo(7);
          return new Centroids(new float[][] {sample[0], sample[3], sample[7], sample[11]});
        };

    assertThat(Choices.chosen(new KMeansRepresentatives(watched, 3, 7), 4, items, List.of(), .9))
        .hasSize(4);
  }

  @Test
  void asksOneItemOfEachCloud() {
    List<Candidate> items =
        Stream.of("a", "b", "c").flatMap(name -> cloud(name, name.charAt(0) - 'a')).toList();

    assertThat(
            Choices.chosen(
                new KMeansRepresentatives(new LloydClusterer(20), 10, 1), 3, items, List.of(), .5))
        .extracting(id -> id.substring(0, 1))
        .containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void goesOnWithWhatIsMissingWhenCentroidsAreTooFew() {
    List<Candidate> items = Choices.scattered("few", 40);
    Clusterer single = (sample, k, seed) -> new Centroids(new float[][] {sample[0]});

    assertThat(Choices.chosen(new KMeansRepresentatives(single, 2, 1), 9, items, List.of(), .5))
        .hasSize(9)
        .doesNotHaveDuplicates();
  }

  private static float[] at(double degrees) {
    return Clouds.direction(2, 0, 1, degrees);
  }

  private static Stream<Candidate> cloud(String name, int axis) {
    float[] centre = new float[8];
    centre[axis] = 1;
    float[][] rows = Clouds.cloud(name, centre, 0.15, 10);
    return Stream.iterate(0, i -> i < rows.length, i -> i + 1)
        .map(i -> new Candidate(name + i, rows[i], .5, 0, null, .5, .5));
  }
}
