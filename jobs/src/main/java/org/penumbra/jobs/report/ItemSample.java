package org.penumbra.jobs.report;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.substring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.penumbra.StableHash;
import org.penumbra.jobs.data.HashSample;
import org.penumbra.jobs.data.Rows;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.report.ExpertAnswers.ItemCluster;
import org.penumbra.jobs.state.StageName;

/** Reads what is known of a few items of the pool. */
final class ItemSample {

  /** Characters of a text that are read; far fewer are shown, once what must not be is out. */
  private static final int CHARACTERS = 4_000;

  private static final String PURPOSE = "report";

  private final SparkSession spark;
  private final DoneStages done;
  private final int round;
  private final long seed;

  ItemSample(SparkSession spark, DoneStages done, int round, long seed) {
    this.spark = spark;
    this.done = done;
    this.round = round;
    this.seed = seed;
  }

  /** Items of the pool by predicted label. */
  Map<Integer, Long> sizes() {
    Map<Integer, Long> sizes = new HashMap<>();
    clusters()
        .groupBy("label")
        .count()
        .collectAsList()
        .forEach(row -> sizes.put(row.getInt(0), row.getLong(1)));
    return sizes;
  }

  /** So many items of a predicted label by the hash of their ids. */
  SortedSet<String> drawn(int label, int wanted, long of) {
    List<String> ids =
        new ArrayList<>(
            clusters()
                .where(
                    col("label")
                        .equalTo(label)
                        .and(HashSample.random(seed, PURPOSE).lt(HashSample.bound(wanted, of))))
                .select("id")
                .as(Encoders.STRING())
                .collectAsList());
    ids.sort(Comparator.comparingDouble(id -> StableHash.unit(seed, PURPOSE, id)));
    return new TreeSet<>(ids.subList(0, Math.min(wanted, ids.size())));
  }

  /** The clusters of some items. */
  SortedMap<String, ItemCluster> clusters(Collection<String> ids) {
    SortedMap<String, ItemCluster> clusters = new TreeMap<>();
    of(clusters(), ids)
        .select("id", "label", "cluster")
        .collectAsList()
        .forEach(
            row -> clusters.put(row.getString(0), new ItemCluster(row.getInt(1), row.getInt(2))));
    return clusters;
  }

  /** The beginnings of the texts of some items, as they lie in the run. */
  SortedMap<String, String> texts(Collection<String> ids) {
    SortedMap<String, String> texts = new TreeMap<>();
    of(done.frame(RunDataset.ITEMS, StageName.SCAN, 1), ids)
        .select(col("id"), substring(col("text"), 1, CHARACTERS))
        .collectAsList()
        .forEach(row -> texts.put(row.getString(0), row.getString(1)));
    return texts;
  }

  /** The scores of some items. */
  Map<String, Double> scores(Collection<String> ids) {
    Map<String, Double> scores = new HashMap<>();
    of(done.frame(RunDataset.SCORES, StageName.SCAN, round), ids)
        .select("id", "score")
        .collectAsList()
        .forEach(row -> scores.put(row.getString(0), row.getDouble(1)));
    return scores;
  }

  /** The vectors of some items. */
  SortedMap<String, float[]> vectors(Collection<String> ids) {
    SortedMap<String, float[]> vectors = new TreeMap<>();
    of(done.vectors(round), ids)
        .select("id", "vector")
        .collectAsList()
        .forEach(row -> vectors.put(row.getString(0), Rows.floats(row, 1)));
    return vectors;
  }

  private Dataset<Row> clusters() {
    return done.frame(RunDataset.CLUSTERS, StageName.CLUSTER, round);
  }

  private Dataset<Row> of(Dataset<Row> frame, Collection<String> ids) {
    return frame.join(
        broadcast(spark.createDataset(new ArrayList<>(ids), Encoders.STRING()).toDF("id")), "id");
  }
}
