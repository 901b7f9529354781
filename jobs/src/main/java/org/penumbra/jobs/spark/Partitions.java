package org.penumbra.jobs.spark;

import org.apache.spark.sql.SparkSession;

/**
 * How many partitions work is cut into: from the size of what it works on, never a constant.
 *
 * <p>A shuffle has one for each {@value #BYTES} bytes of the largest thing that its stage has read,
 * as it lies in its files, and one for each core at least. So a partition is sorted in the memory
 * that a core has even in a heap of 1 GiB, and makes files large enough to be scanned well. Spark
 * joins small ones by itself. A number that is set for Spark is left as it is.
 *
 * <p>Work that takes far longer than reading its rows, such as encoding, has one for each {@value
 * #COSTLY_ROWS} rows.
 */
public final class Partitions {

  static final long BYTES = 64L << 20;
  static final long COSTLY_ROWS = 4096;

  /** Spark keeps a table of each task's parts on the driver, so that they cannot be without end. */
  private static final int MOST = 20_000;

  private static final String SHUFFLE = "spark.sql.shuffle.partitions";

  private Partitions() {}

  /** Starts a stage, which has read nothing yet. */
  public static void start(SparkSession spark) {
    if (isOurs(spark)) {
      spark.conf().set(SHUFFLE, ofBytes(0, cores(spark)));
    }
  }

  /** Makes room in the stage's shuffles for something of a size. */
  public static void read(SparkSession spark, long bytes) {
    if (isOurs(spark)) {
      int now = Integer.parseInt(spark.conf().get(SHUFFLE));
      spark.conf().set(SHUFFLE, Math.max(now, ofBytes(bytes, cores(spark))));
    }
  }

  static int ofBytes(long bytes, int cores) {
    return Math.max(cores, of(bytes, BYTES));
  }

  /** Of rows that each take long. */
  public static int ofCostly(long rows) {
    return of(rows, COSTLY_ROWS);
  }

  /** Of so much work, one for each part of a size. */
  public static int of(long whole, long part) {
    return (int) Math.max(1, Math.min(MOST, whole / part + (whole % part == 0 ? 0 : 1)));
  }

  private static boolean isOurs(SparkSession spark) {
    return !spark.sparkContext().conf().contains(SHUFFLE);
  }

  private static int cores(SparkSession spark) {
    return spark.sparkContext().defaultParallelism();
  }
}
