package org.penumbra.jobs.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.penumbra.Errors;

/**
 * A file of ids of whatever length, in the formats of {@link IdList}: looked through once, then
 * streamed to where it is needed and held nowhere.
 *
 * @param uri where it is
 * @param names how many there are, repeated ones among them
 * @param namesTexts whether one can be the hash of a text
 * @param hash of the bytes: 32 hexadecimal digits
 */
public record IdFile(String uri, long names, boolean namesTexts, String hash) {

  private static final int HASH_BYTES = 16;

  /**
   * Looks through a file.
   *
   * @param setting the setting that names it, for messages
   * @throws org.penumbra.UserException where it cannot be read
   */
  public static IdFile of(String setting, String uri, Configuration hadoop) {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(IdLines.open(uri, hadoop), digest)) {
      Tally tally = new Tally();
      IdLines.of(uri, in).forEach(tally::add);
      in.transferTo(OutputStream.nullOutputStream());
      String hash = HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
      return new IdFile(uri, tally.names, tally.namesTexts, hash);
    } catch (UncheckedIOException e) {
      throw Errors.idsUnreadable(setting, uri, IdLines.cause(e).getMessage());
    } catch (IOException | IllegalArgumentException e) {
      throw Errors.idsUnreadable(setting, uri, e.getMessage());
    }
  }

  /** The ids, read by one task, in a column of their own. */
  public Dataset<Row> read(SparkSession spark, String column) {
    var hadoop = new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    // An RDD: Spark takes it to be large and does not broadcast it before it knows better.
    JavaRDD<String> ids =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(List.of(uri), 1)
            .flatMap(file -> ids(file, hadoop.value()));
    return spark.createDataset(ids.rdd(), Encoders.STRING()).toDF(column);
  }

  private static Iterator<String> ids(String uri, Configuration hadoop) throws IOException {
    InputStream in = IdLines.open(uri, hadoop);
    TaskCompletionListener close = task -> close(in);
    TaskContext.get().addTaskCompletionListener(close);
    return IdLines.of(uri, in).iterator();
  }

  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static final class Tally {
    private long names;
    private boolean namesTexts;

    void add(String name) {
      names++;
      namesTexts |= IdList.canBeTextHash(name);
    }
  }
}
