package org.penumbra.jobs.student;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.data.HashSample;
import org.penumbra.jobs.data.Rows;
import org.penumbra.jobs.data.RunData;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.student.CharacterNgrams;
import org.penumbra.student.PoolSample;
import org.penumbra.student.SparseVector;
import org.penumbra.student.StudentModel;
import org.penumbra.student.TextFeatures;

/** Bounded samples of the pool, each item weighted by how many of the corpus it stands for. */
public final class PoolSamples {

  /** Items at most, but for the draw's chance. */
  public static final int SIZE = 20_000;

  private static final String PURPOSE = "percentiles";
  private static final int AT_A_TIME = 2_000;

  private final RunData data;
  private final long seed;

  public PoolSamples(RunData data, long seed) {
    this.data = data;
    this.seed = seed;
  }

  /**
   * The sample as a student is trained on it.
   *
   * @param ngrams that the student counts in texts; empty where it reads vectors alone
   */
  public PoolSample of(
      List<Manifest> items, List<Manifest> vectors, Optional<CharacterNgrams> ngrams) {
    // Counts are made here, a few texts at a time: they take many times a text's room, and a list
    // of rows takes several times theirs.
    Column text =
        ngrams.map(wanted -> substring(col("text"), 1, wanted.characters())).orElse(lit(""));
    Iterator<Row> rows =
        drawn(RunDataset.ITEMS, items, items)
            .select(col("id"), col("pool_probability"), text.as("text"))
            .join(drawn(RunDataset.EMBEDDINGS, vectors, items), "id")
            .select("id", "pool_probability", "vector", "text")
            .repartition(1 + SIZE / AT_A_TIME, col("id"))
            .toLocalIterator();
    List<Drawn> sample = new ArrayList<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      sample.add(
          new Drawn(
              row.getString(0),
              1 / row.getDouble(1),
              Rows.floats(row, 2),
              ngrams.map(wanted -> wanted.of(row.getString(3))).orElse(SparseVector.ZERO)));
    }
    sample.sort(Comparator.comparing(Drawn::id));
    double[] weights = sample.stream().mapToDouble(Drawn::weight).toArray();
    List<SparseVector> counts = new ArrayList<>(sample.stream().map(Drawn::counts).toList());
    List<String> ids = sample.stream().map(Drawn::id).toList();
    float[][] vectorsOfSample = sample.stream().map(Drawn::vector).toArray(float[][]::new);
    sample.clear();
    Optional<TextFeatures> features =
        ngrams.map(wanted -> TextFeatures.of(wanted, counts, weights));
    // One at a time, so that plain and weighed counts are never there of all texts at once.
    features.ifPresent(how -> counts.replaceAll(how.frequency()::apply));
    return new PoolSample(
        ids, vectorsOfSample, counts.toArray(SparseVector[]::new), weights, features);
  }

  /** The sample's scores by a student, as {@code apply} would give them. */
  public ScoredPool scored(List<Manifest> items, List<Manifest> vectors, StudentModel student) {
    Dataset<Row> drawn = drawn(RunDataset.ITEMS, items, items);
    List<Row> rows =
        new ArrayList<>(
            StudentScores.of(drawn, drawn(RunDataset.EMBEDDINGS, vectors, items), student)
                .join(drawn.select("id", "pool_probability"), "id")
                .select("id", "score", "pool_probability")
                .collectAsList());
    rows.sort(Comparator.comparing(row -> row.getString(0)));
    return new ScoredPool(
        rows.stream().mapToDouble(row -> row.getDouble(1)).toArray(),
        rows.stream().mapToDouble(row -> 1 / row.getDouble(2)).toArray());
  }

  private Dataset<Row> drawn(RunDataset dataset, List<Manifest> manifests, List<Manifest> items) {
    long size = items.stream().mapToLong(Manifest::rows).sum();
    return data.read(dataset, manifests)
        .where(HashSample.random(seed, PURPOSE).lt(HashSample.bound(SIZE, size)));
  }

  @SuppressWarnings("ArrayRecordComponent") // a row of numbers, never compared
  private record Drawn(String id, double weight, float[] vector, SparseVector counts) {}
}
