package org.penumbra.jobs.spark;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.penumbra.Errors;
import org.penumbra.UserException;

/** Runs the native code once on an executor, before any work is begun that would die of it. */
public final class Preflight {

  private Preflight() {}

  /**
   * Encodes a word on an executor.
   *
   * @throws UserException where its machine cannot run the native libraries
   */
  public static void check(JavaSparkContext spark, EncoderSpec spec) {
    String failure =
        spark.parallelize(List.of("preflight"), 1).map(word -> encode(word, spec)).collect().get(0);
    requireNone(failure);
  }

  private static String encode(String word, EncoderSpec spec) {
    return failure(() -> Encoders.of(spec).encode(List.of(word)), spec.runsNatives());
  }

  /** Empty when it worked; a link error is no exception, and would end the executor. */
  static String failure(Runnable encoding, boolean natives) {
    try {
      encoding.run();
      return "";
    } catch (UserException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      if (!natives) {
        throw e;
      }
      return e.toString();
    }
  }

  static void requireNone(String failure) {
    if (!failure.isEmpty()) {
      throw Errors.nativesUnusable(failure);
    }
  }
}
