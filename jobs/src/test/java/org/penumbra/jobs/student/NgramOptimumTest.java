package org.penumbra.jobs.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.penumbra.StableHash;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.student.CharacterNgrams;
import org.penumbra.student.NgramModel;
import org.penumbra.student.NgramTrainer;
import org.penumbra.student.SparseVector;
import org.penumbra.student.TextFeatures;

/** Two solvers of one problem: LIBLINEAR's weights against MLlib's, on made texts. */
@ExtendWith(LocalSpark.class)
class NgramOptimumTest {

  private static final CharacterNgrams SHAPE = new CharacterNgrams(3, 5, 12, 1000);
  private static final List<String> WORDS =
      List.of("spoon", "bread", "garden", "tyre", "window", "cures", "pain", "miracle", "doctor");
  private static final int TEXTS = 150;

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 10})
  void givesTheScoresOfMllibsLogisticRegression(double lambda, SparkSession spark) {
    List<SparseVector> counts = new ArrayList<>();
    int[] labels = new int[TEXTS];
    for (int i = 0; i < TEXTS; i++) {
      List<String> words = new ArrayList<>();
      for (int n = 0; n < 5; n++) {
        words.add(WORDS.get((int) (StableHash.unit(n, "word", "t" + i) * WORDS.size())));
      }
      counts.add(SHAPE.of(String.join(" ", words)));
      boolean told = words.contains("cures") || words.contains("miracle");
      labels[i] = told == StableHash.unit(9, "error", "t" + i) > 0.1 ? 1 : 0;
    }
    double[] ones = new double[TEXTS];
    Arrays.fill(ones, 1);
    counts.replaceAll(TextFeatures.of(SHAPE, counts, ones).frequency()::apply);

    NgramModel ours =
        new NgramTrainer(lambda, 1e-6)
            .train(counts.toArray(SparseVector[]::new), labels, SHAPE.places());
    LogisticRegressionModel theirs = mllib(spark, counts, labels, lambda);

    for (SparseVector text : counts) {
      double expected = theirs.intercept() + theirs.coefficients().dot(vector(text));
      assertThat(ours.score(text)).isCloseTo(expected, within(1e-3));
    }
  }

  /** MLlib divides the loss by the number of rows, and so must the penalty be. */
  private static LogisticRegressionModel mllib(
      SparkSession spark, List<SparseVector> counts, int[] labels, double lambda) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      rows.add(RowFactory.create((double) labels[i], vector(counts.get(i))));
    }
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType());
    return new LogisticRegression()
        .setRegParam(lambda / TEXTS)
        .setElasticNetParam(0)
        .setStandardization(false)
        .setTol(1e-8)
        .setMaxIter(1000)
        .fit(spark.createDataFrame(rows, schema));
  }

  private static Vector vector(SparseVector text) {
    double[] values = new double[text.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = text.values()[i];
    }
    return Vectors.sparse(SHAPE.places(), text.indices(), values);
  }
}
