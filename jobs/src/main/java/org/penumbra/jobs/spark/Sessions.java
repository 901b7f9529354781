package org.penumbra.jobs.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The Spark session, with what Penumbra's promises rest on; the rest is the user's to set. */
public final class Sessions {

  /** Spark's own, and what it leaves readable: names such as OPENAI_API_KEY. */
  private static final String SECRETS =
      "(?i)secret|password|passwd|token|access[.]?key|api[._-]?key";

  private Sessions() {}

  /** Opens the session of this application. */
  public static SparkSession open(String name) {
    SparkConf conf = new SparkConf();
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName(name)
            .config("spark.plugins", plugins(conf))
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.parquet.compression.codec", "zstd")
            .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
            // Success is ours to say, and only Parquet lies in a dataset's folder.
            .config("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
            .config("spark.hadoop.parquet.summary.metadata.level", "NONE")
            // A dataset's name=value folders are part of its path, never guessed into columns.
            .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
    defaults(builder, conf, "spark.redaction.regex", SECRETS);
    // Ids take a tenth of their room in a file: what looks small enough to broadcast there is not.
    defaults(builder, conf, "spark.sql.sources.fileCompressionFactor", "10");
    if (conf.get("spark.master", "local").startsWith("local")) {
      defaults(builder, conf, "spark.ui.enabled", "false");
      defaults(builder, conf, "spark.ui.showConsoleProgress", "false");
    }
    SparkSession spark = builder.getOrCreate();
    Partitions.start(spark);
    return spark;
  }

  private static String plugins(SparkConf conf) {
    String ours = PenumbraPlugin.class.getName();
    String given = conf.get("spark.plugins", "");
    if (given.contains(ours)) {
      return given;
    }
    return given.isEmpty() ? ours : given + "," + ours;
  }

  private static void defaults(
      SparkSession.Builder builder, SparkConf conf, String key, String value) {
    if (!conf.contains(key)) {
      builder.config(key, value);
    }
  }
}
