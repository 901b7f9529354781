package org.penumbra.jobs.student;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

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
import org.penumbra.jobs.data.RunData;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.llm.LlmScores;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.student.ScoreInput;

/**
 * What a model gave items of the pool before there were labels.
 *
 * @param byId a score each
 */
public record ModelScores(Map<String, Double> byId) {

  /** What the scorer of given ones is called in datasets. */
  public static final String GIVEN = "given";

  /**
   * Of items that are few enough for the driver.
   *
   * @param scores of the first scan
   */
  public static ModelScores of(
      SparkSession spark, RunData data, List<Manifest> scores, Collection<String> ids) {
    Dataset<Row> wanted =
        spark.createDataset(new ArrayList<>(ids), Encoders.STRING()).toDF("id").distinct();
    Map<String, Double> byId = new TreeMap<>();
    data.read(RunDataset.SCORES, scores)
        .where(col("scorer").isin(GIVEN, LlmScores.NAME))
        .join(broadcast(wanted), "id")
        .select("id", "score")
        .collectAsList()
        .forEach(row -> byId.put(row.getString(0), row.getDouble(1)));
    return new ModelScores(byId);
  }

  /** Whether each of the items has one: the first scan may have been under another scorer. */
  public boolean cover(Collection<String> ids) {
    return byId.keySet().containsAll(ids);
  }

  double[] of(List<String> ids) {
    return ids.stream().mapToDouble(byId::get).toArray();
  }

  /** Rows of numbers, each beside its item's score as the input has it. */
  float[][] beside(ScoreInput input, List<String> ids, float[][] vectors) {
    return IntStream.range(0, vectors.length)
        .mapToObj(i -> input.beside(vectors[i], byId.get(ids.get(i))))
        .toArray(float[][]::new);
  }
}
