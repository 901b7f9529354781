package org.penumbra.jobs.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.penumbra.Errors;
import org.penumbra.jobs.embed.TextVectors;
import org.penumbra.jobs.spark.EncoderSpec;
import org.penumbra.jobs.state.Store;
import org.penumbra.jobs.state.Stores;
import org.penumbra.policy.Policy;
import org.penumbra.policy.PolicyReader;
import org.penumbra.simulate.Ad;
import org.penumbra.simulate.AdCorpus;
import org.penumbra.simulate.AdFiles;

/**
 * The demo's files, below the run: the corpus that the loop reads, the hidden truth that only
 * simulated raters and the last reckoning see, and a holdout whose seed sentences are in no pool.
 */
public final class DemoCorpus {

  private static final String MADE = "made.txt";
  private static final String POLICY = "/org/penumbra/simulate/health-claims.conf";
  private static final StructType HOLDOUT = StructType.fromDDL("id STRING, text STRING, label INT");

  private final String folder;

  /**
   * @param run the run's root
   */
  public DemoCorpus(String run) {
    this.folder = run + "/demo";
  }

  /** The policy of the demo, as conf/policies has it. */
  public static Policy policy() throws IOException {
    java.nio.file.Path copy = Files.createTempFile("health-claims", ".conf");
    try (InputStream resource = DemoCorpus.class.getResourceAsStream(POLICY)) {
      Files.write(copy, resource.readAllBytes());
      return PolicyReader.read(copy);
    } finally {
      Files.delete(copy);
    }
  }

  public String corpus() {
    return folder + "/corpus.jsonl";
  }

  public String truth() {
    return folder + "/truth.jsonl";
  }

  public String holdout() {
    return folder + "/holdout.parquet";
  }

  /**
   * Makes the files unless they are there. What was made is put down last, so that files of an
   * attempt that died are made again.
   *
   * @throws org.penumbra.UserException where they were made in another size or from another seed
   */
  public void make(SparkSession spark, EncoderSpec encoder, int items, int holdoutItems, long seed)
      throws IOException {
    Store store = Stores.at(folder, spark.sparkContext().hadoopConfiguration());
    String asked = "%d ads, %d of holdout, seed %d".formatted(items, holdoutItems, seed);
    Optional<String> made = store.read(MADE).map(bytes -> new String(bytes, UTF_8));
    if (made.isPresent() && !made.get().equals(asked)) {
      throw Errors.demoMadeOtherwise(folder, made.get(), asked);
    }
    if (made.isEmpty()) {
      write(spark, encoder, items, holdoutItems, seed);
      store.put(MADE, asked.getBytes(UTF_8));
    }
  }

  private void write(
      SparkSession spark, EncoderSpec encoder, int items, int holdoutItems, long seed)
      throws IOException {
    FileSystem files = new Path(folder).getFileSystem(spark.sparkContext().hadoopConfiguration());
    files.delete(new Path(folder), true);
    java.nio.file.Path local = Files.createTempDirectory("penumbra-demo");
    java.nio.file.Path corpus = local.resolve("corpus.jsonl");
    java.nio.file.Path truth = local.resolve("truth.jsonl");
    AdCorpus ads = AdCorpus.fromResources();
    new AdFiles().write(ads.generate(items, seed), corpus, truth);
    files.mkdirs(new Path(folder));
    files.copyFromLocalFile(true, true, new Path(corpus.toUri()), new Path(corpus()));
    files.copyFromLocalFile(true, true, new Path(truth.toUri()), new Path(truth()));
    Files.delete(local);
    makeHoldout(spark, encoder, ads.holdout(holdoutItems, seed).toList());
  }

  private void makeHoldout(SparkSession spark, EncoderSpec encoder, List<Ad> ads) {
    List<Row> rows = new ArrayList<>();
    ads.forEach(ad -> rows.add(RowFactory.create(ad.id(), ad.text(), ad.truth())));
    Dataset<Row> labelled = spark.createDataFrame(rows, HOLDOUT);
    TextVectors.of(labelled, encoder)
        .drop("windows")
        .join(labelled, "id")
        .write()
        .parquet(holdout());
  }
}
