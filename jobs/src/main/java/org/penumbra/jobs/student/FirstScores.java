package org.penumbra.jobs.student;

import static org.apache.spark.sql.functions.broadcast;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.penumbra.jobs.data.LabelledItems;
import org.penumbra.jobs.data.RunData;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.score.WeightedAuc;
import org.penumbra.student.ScoreInput;

/**
 * What the first scan's scorer gave some items of the pool.
 *
 * @param byId a score each
 */
public record FirstScores(Map<String, Double> byId) {

  /** Of items that are few enough for the driver. */
  public static FirstScores of(
      SparkSession spark, RunData data, List<Manifest> scores, Collection<String> ids) {
    Dataset<Row> wanted =
        spark.createDataset(new ArrayList<>(ids), Encoders.STRING()).toDF("id").distinct();
    Map<String, Double> byId = new TreeMap<>();
    data.read(RunDataset.SCORES, scores)
        .join(broadcast(wanted), "id")
        .select("id", "score")
        .collectAsList()
        .forEach(row -> byId.put(row.getString(0), row.getDouble(1)));
    return new FirstScores(byId);
  }

  /** How well they rank the corpus, by the labels of the audit so far. */
  public WeightedAuc area(
      Map<String, LabelledItems.AuditItem> audit, Map<String, Integer> consensus) {
    List<String> ids = audit.keySet().stream().filter(consensus::containsKey).toList();
    return WeightedAuc.of(
        ids.stream().mapToDouble(byId::get).toArray(),
        ids.stream().mapToInt(consensus::get).toArray(),
        ids.stream().mapToDouble(id -> 1 / audit.get(id).inclusionProbability()).toArray());
  }

  double[] of(List<String> ids) {
    return ids.stream().mapToDouble(byId::get).toArray();
  }

  /** Rows of numbers, each beside its item's score as {@code input} has it. */
  float[][] beside(ScoreInput input, List<String> ids, float[][] vectors) {
    return IntStream.range(0, vectors.length)
        .mapToObj(i -> input.beside(vectors[i], byId.get(ids.get(i))))
        .toArray(float[][]::new);
  }
}
