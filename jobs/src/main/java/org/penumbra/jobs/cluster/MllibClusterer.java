package org.penumbra.jobs.cluster;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.clustering.KMeansModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.penumbra.cluster.Centroids;
import org.penumbra.cluster.Clusterer;

/**
 * MLlib's k-means by cosine. It is fitted in one partition: over several, the same seed gives other
 * clusters.
 */
public final class MllibClusterer implements Clusterer {

  private static final String FEATURES = "features";

  private final SparkSession spark;
  private final int iterations;

  public MllibClusterer(SparkSession spark, int iterations) {
    this.spark = spark;
    this.iterations = iterations;
  }

  @Override
  public Centroids fit(float[][] sample, int k, long seed) {
    if (k < 2 || sample.length < 2) {
      return new Centroids(new float[][] {mean(sample)});
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    // A broadcast and a checkpoint, or each iteration's task would carry the sample along.
    Broadcast<float[][]> vectors = context.broadcast(sample);
    JavaRDD<Row> rows = context.parallelize(List.of(0), 1).flatMap(part -> rows(vectors.value()));
    StructType schema = new StructType().add(FEATURES, SQLDataTypes.VectorType());
    KMeansModel model =
        new KMeans()
            .setK(k)
            .setSeed(seed)
            .setMaxIter(iterations)
            .setDistanceMeasure("cosine")
            .setFeaturesCol(FEATURES)
            .fit(spark.createDataFrame(rows, schema).localCheckpoint());
    Vector[] centres = model.clusterCenters();
    float[][] centroids = new float[centres.length][];
    for (int i = 0; i < centres.length; i++) {
      centroids[i] = floats(centres[i]);
    }
    return new Centroids(centroids);
  }

  private static Iterator<Row> rows(float[][] vectors) {
    return Arrays.stream(vectors)
        .map(vector -> RowFactory.create(Vectors.dense(doubles(vector))))
        .iterator();
  }

  private static float[] mean(float[][] sample) {
    double[] sum = new double[sample[0].length];
    for (float[] vector : sample) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[i];
      }
    }
    return floats(Vectors.dense(sum));
  }

  private static double[] doubles(float[] vector) {
    double[] wide = new double[vector.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = vector[i];
    }
    return wide;
  }

  private static float[] floats(Vector vector) {
    float[] narrow = new float[vector.size()];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) vector.apply(i);
    }
    return narrow;
  }
}
