package org.penumbra.jobs.spark;

import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.util.Utils;
import org.penumbra.embed.NativeCache;
import org.penumbra.embed.TextEncoder;
import org.penumbra.embed.TokenCounter;

/**
 * The encoders of this process: one session for all task threads, because a model is some hundred
 * megabytes and a session is safe to share. {@link PenumbraPlugin} closes them with the executor.
 */
public final class Encoders {

  private static final ConcurrentMap<EncoderSpec, TextEncoder> OPEN = new ConcurrentHashMap<>();
  private static final ConcurrentMap<EncoderSpec, String> HASHES = new ConcurrentHashMap<>();

  private Encoders() {}

  /** The process's encoder, loaded at the first call. */
  public static TextEncoder of(EncoderSpec spec) {
    return OPEN.computeIfAbsent(spec, wanted -> wanted.open(natives()));
  }

  /**
   * All that decides a vector, as 32 hexadecimal digits. Kept, because every stage asks for it and
   * a model takes half a second to read.
   */
  public static String hash(EncoderSpec spec) {
    return HASHES.computeIfAbsent(spec, EncoderSpec::hash);
  }

  /** A model's own tokenizer, for the caller to close. */
  public static TokenCounter tokenCounter(Path file) {
    return TokenCounter.open(file, natives());
  }

  static void closeAll() {
    OPEN.values().forEach(TextEncoder::close);
    OPEN.clear();
    HASHES.clear();
  }

  /** Under Spark's local directory, which Spark removes, so a killed process leaves nothing new. */
  static NativeCache natives() {
    String local = Utils.getLocalDir(SparkEnv.get().conf());
    return NativeCache.in(Path.of(local, "penumbra-natives"));
  }
}
