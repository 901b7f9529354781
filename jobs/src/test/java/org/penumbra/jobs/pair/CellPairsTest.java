package org.penumbra.jobs.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.penumbra.embed.Vectors;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.pair.BucketDivision;
import org.penumbra.pair.Division;
import org.penumbra.pair.EmbeddedItem;
import org.penumbra.pair.ExactNeighbours;
import org.penumbra.pair.HashDivision;
import org.penumbra.pair.Neighbour;
import org.penumbra.pair.Shelves;

/** Pairs do not depend on how a cluster was divided, nor on where its items lay before. */
@ExtendWith(LocalSpark.class)
class CellPairsTest {

  private static final int DIMENSION = 8;
  private static final int POSITIVES = 40;
  private static final int NEGATIVES = 200;
  private static final int NEIGHBOURS = 3;
  private static final double NO_DUPLICATES = 1.5;
  private static final float[][] CENTROIDS = {vector(-1)};

  private final List<Item> items = new ArrayList<>();
  private SparkSession spark;

  @BeforeEach
  void makeItems(SparkSession session) {
    spark = session;
    for (int i = 0; i < POSITIVES + NEGATIVES; i++) {
      String id = String.format(Locale.ROOT, "%03d", i);
      items.add(new Item(id, i < POSITIVES ? 1 : 0, 0, i / 1000.0, vector(i)));
    }
  }

  @Test
  void findsTheNearestOfAllNegativesHoweverTheyAreDivided() {
    List<String> exact = exact();

    assertThat(pairs(new HashDivision(1), NO_DUPLICATES, 1)).isEqualTo(exact);
    assertThat(pairs(new HashDivision(5), NO_DUPLICATES, 7)).isEqualTo(exact);
    assertThat(pairs(buckets(2, 4), NO_DUPLICATES, 3)).isEqualTo(exact);
  }

  @Test
  void whatBucketsMissIsMeasured() {
    Division few = buckets(4, 2);
    List<String> found = ends(pairs(few, NO_DUPLICATES, 2));
    List<String> exact = ends(exact());
    double share = exact.stream().filter(found::contains).count() / (double) exact.size();

    CellRecall recall =
        CellRecall.of(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            frame(3),
            shelves(few),
            NEIGHBOURS,
            1);

    assertThat(recall.positives()).isEqualTo(POSITIVES);
    assertThat(recall.share()).isEqualTo(share).isBetween(0.2, 0.99);
  }

  @Test
  void ofNearDuplicatesTheSmallestIdIsPaired() {
    Item positive = items.get(0);
    Item negative = items.get(POSITIVES);
    items.clear();
    items.add(positive);
    items.add(new Item("000-again", 1, 0, 0, positive.vector()));
    items.add(negative);
    items.add(new Item("040-again", 0, 0, 0, negative.vector()));

    assertThat(pairs(new HashDivision(1), 0.97, 2)).containsExactly(line(positive, negative, 1));
  }

  /** The two ids of each line. */
  private static List<String> ends(List<String> lines) {
    return lines.stream()
        .map(line -> line.split(" "))
        .map(line -> line[0] + " " + line[2])
        .toList();
  }

  private List<String> exact() {
    List<Item> positives = items.subList(0, POSITIVES);
    List<List<Neighbour>> nearest =
        new ExactNeighbours()
            .nearest(
                positives.stream().map(Item::embedded).toList(),
                items.subList(POSITIVES, items.size()).stream().map(Item::embedded).toList(),
                NEIGHBOURS);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < POSITIVES; i++) {
      int rank = 1;
      for (Neighbour neighbour : nearest.get(i)) {
        EmbeddedItem item = neighbour.item();
        Item negative = new Item(item.id(), 0, 0, item.score(), item.vector());
        lines.add(line(positives.get(i), negative, rank++));
      }
    }
    return lines;
  }

  private static String line(Item positive, Item negative, int rank) {
    return String.join(
        " ",
        positive.id(),
        Integer.toString(rank),
        negative.id(),
        Double.toString(Vectors.dot(positive.vector(), negative.vector())),
        Double.toString(positive.score()),
        Double.toString(negative.score()),
        "p0-n0");
  }

  private List<String> pairs(Division division, double nearDuplicate, int partitions) {
    return new CellPairs(shelves(division), NEIGHBOURS, nearDuplicate, 1)
        .find(frame(partitions)).orderBy("positive_id", "rank").collectAsList().stream()
            .map(
                row ->
                    String.join(
                        " ",
                        row.<String>getAs("positive_id"),
                        row.getAs("rank").toString(),
                        row.<String>getAs("negative_id"),
                        row.getAs("similarity").toString(),
                        row.getAs("positive_score").toString(),
                        row.getAs("negative_score").toString(),
                        row.<String>getAs("cell")))
            .toList();
  }

  private Dataset<Row> frame(int partitions) {
    return spark
        .createDataFrame(items.stream().map(Item::row).toList(), Item.SCHEMA)
        .repartition(partitions);
  }

  private Broadcast<Shelves> shelves(Division division) {
    Shelves shelves =
        new Shelves(
            new TreeMap<>(Map.of(0, new TreeSet<>(List.of(0)))), CENTROIDS, Map.of(0, division), 1);
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(shelves);
  }

  private Division buckets(int bits, int probes) {
    LshHashes hashes = LshHashes.draw(spark, DIMENSION, bits, 1);
    return new BucketDivision(hashes, new float[DIMENSION], bits, probes);
  }

  private static float[] vector(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] numbers = new double[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      numbers[i] = random.nextDouble() - 0.5;
    }
    return Vectors.normalised(numbers);
  }
}
