package org.penumbra.jobs.simulate;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.ml.feature.PCA;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Vectors reduced to their first principal components, for studies of how many are needed. MLlib's
 * components are those of centred vectors, so what they project is centred too.
 */
final class PrincipalComponents {

  private PrincipalComponents() {}

  /**
   * Unit vectors of so many numbers.
   *
   * @param vectors with columns id and vector
   * @param count at most the vectors' length
   */
  static Dataset<Row> of(Dataset<Row> vectors, int count) {
    Dataset<Row> raw = vectors.select(col("id"), array_to_vector(col("vector")).as("raw"));
    Dataset<Row> centred =
        new StandardScaler()
            .setWithMean(true)
            .setWithStd(false)
            .setInputCol("raw")
            .setOutputCol("centred")
            .fit(raw)
            .transform(raw);
    Column reduced = vector_to_array(col("reduced"), "float64");
    Column length = sqrt(aggregate(reduced, lit(0.0), (sum, x) -> sum.plus(x.multiply(x))));
    return new PCA()
        .setK(count)
        .setInputCol("centred")
        .setOutputCol("reduced")
        .fit(centred)
        .transform(centred)
        .select(
            col("id"),
            transform(
                    reduced,
                    x -> when(length.gt(0), x.divide(length)).otherwise(lit(0.0)).cast("float"))
                .as("vector"));
  }
}
