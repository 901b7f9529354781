package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.penumbra.jobs.data.Embeddings;
import org.penumbra.jobs.data.Rows;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.state.StageName;

/** What cluster and pair wrote agrees with itself and with the scores and vectors. */
@ExtendWith({LocalSpark.class, FinishedLoop.class})
class ClusterAndPairTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void putsEveryItemOfThePoolIntoOneClusterOfItsPredictedLabel(
      int round, FinishedLoop.Rounds loop) {
    double cut = threshold(loop, round).getAs("cut");
    Map<String, Double> scores = scores(loop, round);
    List<Row> clusters = rows(loop, RunDataset.CLUSTERS, StageName.CLUSTER, round);
    Set<String> ids = new HashSet<>();
    clusters.forEach(row -> ids.add(row.getAs("id")));

    assertThat(clusters).hasSameSizeAs(ids);
    assertThat(ids).isEqualTo(scores.keySet());
    assertThat(clusters)
        .allMatch(
            row -> row.<Integer>getAs("label") == (scores.get(row.getAs("id")) >= cut ? 1 : 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void assignsEachItemToItsNearestCentroidAndCountsItThere(int round, FinishedLoop.Rounds loop) {
    Map<String, float[]> centroids = new HashMap<>();
    Map<String, Long> sizes = new HashMap<>();
    for (Row row : rows(loop, RunDataset.CENTROIDS, StageName.CLUSTER, round)) {
      String name = row.<Integer>getAs("label") + "/" + row.<Integer>getAs("cluster");
      centroids.put(name, Rows.floats(row, row.fieldIndex("vector")));
      sizes.put(name, row.getAs("items"));
      assertThat(dot(centroids.get(name), centroids.get(name))).isCloseTo(1, within(1e-5));
    }
    Map<String, float[]> vectors = vectors(loop);
    Map<String, Long> counted = new HashMap<>();
    for (Row row : rows(loop, RunDataset.CLUSTERS, StageName.CLUSTER, round)) {
      String label = row.<Integer>getAs("label") + "/";
      String name = label + row.<Integer>getAs("cluster");
      counted.merge(name, 1L, Long::sum);
      float[] vector = vectors.get(row.<String>getAs("id"));
      double nearest =
          centroids.entrySet().stream()
              .filter(centroid -> centroid.getKey().startsWith(label))
              .mapToDouble(centroid -> 1 - dot(centroid.getValue(), vector))
              .min()
              .orElseThrow();
      assertThat(1 - dot(centroids.get(name), vector)).isCloseTo(nearest, within(1e-5));
      assertThat(row.<Double>getAs("distance")).isCloseTo(nearest, within(1e-5));
    }
    sizes.values().removeIf(size -> size == 0);
    assertThat(counted).isEqualTo(sizes);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void weighsEveryPositiveClusterAgainstEveryNegativeOne(int round, FinishedLoop.Rounds loop) {
    List<Row> centroids = rows(loop, RunDataset.CENTROIDS, StageName.CLUSTER, round);
    long positives = centroids.stream().filter(row -> row.<Integer>getAs("label") == 1).count();
    List<Row> overlaps = rows(loop, RunDataset.OVERLAPS, StageName.CLUSTER, round);

    assertThat(overlaps).hasSize((int) (positives * (centroids.size() - positives)));
    assertThat(overlaps)
        .allMatch(row -> row.<Double>getAs("overlap") >= 0)
        .allMatch(row -> row.<Double>getAs("distance") >= 0 && row.<Double>getAs("distance") <= 2);
    assertThat(overlaps)
        .as("some cells overlap and some do not")
        .anyMatch(row -> row.getAs("relation").equals("apart"))
        .anyMatch(row -> !row.getAs("relation").equals("apart"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void pairsItemsOfOppositeLabelsInsideOverlappingCellsOnly(int round, FinishedLoop.Rounds loop) {
    Map<String, String> clusters = new HashMap<>();
    for (Row row : rows(loop, RunDataset.CLUSTERS, StageName.CLUSTER, round)) {
      clusters.put(
          row.getAs("id"),
          (row.<Integer>getAs("label") == 1 ? "p" : "n") + row.<Integer>getAs("cluster"));
    }
    Set<String> overlapping = new HashSet<>();
    for (Row row : rows(loop, RunDataset.OVERLAPS, StageName.CLUSTER, round)) {
      if (!row.getAs("relation").equals("apart")) {
        overlapping.add(
            "p"
                + row.<Integer>getAs("positive_cluster")
                + "-n"
                + row.<Integer>getAs("negative_cluster"));
      }
    }
    Row threshold = threshold(loop, round);
    Map<String, Double> scores = scores(loop, round);
    Map<String, float[]> vectors = vectors(loop);
    List<Row> pairs = rows(loop, RunDataset.PAIRS, StageName.PAIR, round);

    assertThat(pairs).isNotEmpty();
    assertThat(pairs).extracting(row -> row.<String>getAs("pair_id")).doesNotHaveDuplicates();
    for (Row pair : pairs) {
      String positive = pair.getAs("positive_id");
      String negative = pair.getAs("negative_id");
      assertThat(clusters.get(positive) + "-" + clusters.get(negative))
          .isEqualTo(pair.getAs("cell"))
          .isIn(overlapping);
      assertThat(scores.get(positive))
          .isEqualTo(pair.<Double>getAs("positive_score"))
          .isGreaterThanOrEqualTo(threshold.<Double>getAs("cut"));
      assertThat(scores.get(negative))
          .isEqualTo(pair.<Double>getAs("negative_score"))
          .isLessThan(threshold.<Double>getAs("cut"))
          .isGreaterThanOrEqualTo(threshold.<Double>getAs("near_cut"));
      assertThat(pair.<Double>getAs("similarity"))
          .isCloseTo(dot(vectors.get(positive), vectors.get(negative)), within(1e-5));
      assertThat(pair.<Integer>getAs("rank")).isBetween(1, 10);
    }
  }

  private static List<Row> rows(
      FinishedLoop.Rounds loop, RunDataset dataset, String stage, int round) {
    return loop.run.read(dataset, stage, round).collectAsList();
  }

  private static Row threshold(FinishedLoop.Rounds loop, int round) {
    List<Row> rows = rows(loop, RunDataset.THRESHOLDS, StageName.CLUSTER, round);
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).<String>getAs("scorer"))
        .isEqualTo(round == 1 ? "few-shot" : "student-round=001");
    return rows.get(0);
  }

  private static Map<String, Double> scores(FinishedLoop.Rounds loop, int round) {
    Map<String, Double> scores = new HashMap<>();
    for (Row row : rows(loop, RunDataset.SCORES, StageName.SCAN, round)) {
      scores.put(row.getAs("id"), row.getAs("score"));
    }
    return scores;
  }

  private static Map<String, float[]> vectors(FinishedLoop.Rounds loop) {
    return loop.run.call(
        context -> {
          String hash = Embeddings.modelHash(context.settings().embedder());
          Map<String, float[]> vectors = new HashMap<>();
          context
              .data()
              .read(RunDataset.EMBEDDINGS, Embeddings.manifests(context.store(), hash, 2))
              .collectAsList()
              .forEach(row -> vectors.put(row.getString(0), Rows.floats(row, 1)));
          return vectors;
        });
  }

  private static double dot(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (double) one[i] * other[i];
    }
    return sum;
  }
}
