package org.penumbra.jobs.pair;

import java.util.List;
import org.apache.spark.ml.feature.BucketedRandomProjectionLSH;
import org.apache.spark.ml.feature.BucketedRandomProjectionLSHModel;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.penumbra.pair.BucketDivision;

/**
 * The hash functions of MLlib's locality-sensitive hashing by random projections: the place of a
 * vector along a random direction, in whole bucket lengths. The buckets are so short that the place
 * also tells how far a vector lies from a border.
 */
public final class LshHashes implements BucketDivision.Hashes {

  private static final String FEATURES = "features";
  private static final double BUCKET_LENGTH = 1e-4;

  private final BucketedRandomProjectionLSHModel model;

  private LshHashes(BucketedRandomProjectionLSHModel model) {
    this.model = model;
  }

  /**
   * Draws functions.
   *
   * @param dimension length of the vectors
   * @param functions how many
   */
  public static LshHashes draw(SparkSession spark, int dimension, int functions, long seed) {
    // All that the fit looks at is the length.
    return new LshHashes(
        new BucketedRandomProjectionLSH()
            .setInputCol(FEATURES)
            .setBucketLength(BUCKET_LENGTH)
            .setNumHashTables(functions)
            .setSeed(seed)
            .fit(
                spark.createDataFrame(
                    List.of(RowFactory.create(Vectors.zeros(dimension))),
                    new StructType().add(FEATURES, SQLDataTypes.VectorType()))));
  }

  @Override
  public int[] of(float[] vector) {
    double[] wide = new double[vector.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = vector[i];
    }
    Vector[] hashes = model.hashFunction(new DenseVector(wide));
    int[] values = new int[hashes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (int) hashes[i].apply(0);
    }
    return values;
  }
}
