package org.penumbra.jobs.spark;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/** Runs the native code once on an executor, before any work is begun that would die of it. */
public final class Preflight {

  private Preflight() {}

  /**
   * Encodes a word on an executor.
   *
   * @throws org.penumbra.UserException where its machine cannot run the native libraries
   */
  public static void check(JavaSparkContext spark, EncoderSpec spec) {
    spark
        .parallelize(List.of("preflight"), 1)
        .foreach(word -> Encoders.of(spec).encode(List.of(word)));
  }
}
