package org.penumbra.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.penumbra.simulate.Ad;
import org.penumbra.simulate.AdCorpus;
import org.penumbra.simulate.Side;

/**
 * The demo's ads in any number, with made vectors and scores in place of an encoder's: an ad lies
 * near the others of its seed sentence, and violating ones a little to one side of the rest.
 *
 * @param folder texts, vectors and scores as Parquet, the truth as JSON lines
 * @param items how many ads
 */
public record MadeCorpus(Path folder, int items) {

  private static final int DIMENSION = 384;
  private static final int ITEMS_PER_FILE = 100_000;
  private static final long SEED = 17;
  private static final double SPREAD = 0.8;
  private static final double LEAN = 0.3;
  private static final double SCORE_NOISE = 1.5;

  Path texts() {
    return folder.resolve("texts");
  }

  Path vectors() {
    return folder.resolve("vectors");
  }

  Path scores() {
    return folder.resolve("scores");
  }

  Path truth() {
    return folder.resolve("truth");
  }

  /** Makes the files, as many of them as the size asks for. */
  void make(SparkSession spark) throws IOException {
    Files.createDirectories(folder);
    write(spark, texts(), "id STRING, text STRING", ad -> RowFactory.create(ad.id(), ad.text()));
    write(
        spark,
        vectors(),
        "id STRING, vector ARRAY<FLOAT>",
        ad -> RowFactory.create(ad.id(), vector(ad)));
    write(spark, scores(), "id STRING, score DOUBLE", ad -> RowFactory.create(ad.id(), score(ad)));
    ads(
            spark,
            "id STRING, label INT, borderline BOOLEAN",
            ad -> RowFactory.create(ad.id(), ad.truth(), ad.borderline()))
        .write()
        .json(truth().toString());
  }

  private interface Columns extends java.io.Serializable {
    Row of(Ad ad);
  }

  private void write(SparkSession spark, Path to, String schema, Columns columns) {
    ads(spark, schema, columns).write().parquet(to.toString());
  }

  private Dataset<Row> ads(SparkSession spark, String schema, Columns columns) {
    int files = Math.max(2, items / ITEMS_PER_FILE);
    MapPartitionsFunction<Long, Row> make =
        indices -> {
          AdCorpus corpus = AdCorpus.fromResources();
          Iterable<Long> all = () -> indices;
          return java.util.stream.StreamSupport.stream(all.spliterator(), false)
              .map(index -> columns.of(corpus.ad(index.intValue(), SEED, Side.POOL)))
              .iterator();
        };
    return spark
        .range(0, items, 1, files)
        .as(Encoders.LONG())
        .mapPartitions(make, Encoders.row(StructType.fromDDL(schema)));
  }

  private static float[] vector(Ad ad) {
    SplittableRandom centre = new SplittableRandom(ad.seedId().hashCode());
    SplittableRandom noise = new SplittableRandom(ad.id().hashCode());
    double[] wide = new double[DIMENSION];
    double squares = 0;
    for (int i = 0; i < DIMENSION; i++) {
      wide[i] = centre.nextGaussian() + SPREAD * noise.nextGaussian();
      squares += wide[i] * wide[i];
    }
    // The first coordinate is the side that violating ads lean to.
    double lean = (ad.truth() == 1 ? LEAN : -LEAN) * Math.sqrt(squares);
    squares += (wide[0] + lean) * (wide[0] + lean) - wide[0] * wide[0];
    wide[0] += lean;
    float[] unit = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      unit[i] = (float) (wide[i] / Math.sqrt(squares));
    }
    return unit;
  }

  private static double score(Ad ad) {
    SplittableRandom noise = new SplittableRandom(~ad.id().hashCode());
    return 2.0 * ad.truth() - 1 + SCORE_NOISE * noise.nextGaussian();
  }

  /** The settings of a run over it. */
  List<String> settings(Path run) {
    return List.of(
        "run.uri=" + run,
        "policy.file=conf/policies/health-claims.conf",
        "corpus.uri=" + texts(),
        "corpus.id=id",
        "scorer.kind=given",
        "scorer.given=" + scores(),
        "embedder.kind=given",
        "embedder.given=" + vectors(),
        "pool.max-items=" + items);
  }
}
