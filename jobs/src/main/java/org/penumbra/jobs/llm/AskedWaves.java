package org.penumbra.jobs.llm;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageState;

/**
 * Asks about texts in waves of tasks. Each text is asked about once: what was answered before, in
 * this attempt or an earlier one, is looked up.
 */
final class AskedWaves {

  /** What the answers of a wave are staged as; of one among several voices with its name behind. */
  static final String STAGED = "asked";

  /** Under what the number of parts is frozen. */
  static final String PLAN = "ask";

  private static final TypeReference<Integer> PARTS = new TypeReference<>() {};

  /** So that a task's answers fit its memory many times over. */
  private static final long TEXTS_PER_PART = 1024;

  private static final long MOST_PARTS = 1 << 20;

  /** What is answered does not wait for its wave, so there need not be many. */
  private static final int MOST_WAVES = 16;

  private static final int PARTS_PER_WAVE = 32;

  /** Two waves at once: when one ends, and its last answers are waited for, the other has work. */
  private static final int WAVES_AT_ONCE = 2;

  private final RunContext context;
  private final StageRun run;
  private final Duration saveInterval;

  AskedWaves(RunContext context, StageRun run, Duration saveInterval) {
    this.context = context;
    this.run = run;
    this.saveInterval = saveInterval;
  }

  /** Parts of all hashes, frozen with the stage. */
  static int parts(StageRun run, String plan, long rows) {
    return run.frozen(
        plan, PARTS, () -> (int) Math.max(1, Math.min(MOST_PARTS, 1 + rows / TEXTS_PER_PART)));
  }

  /** How many waves a stage writes of each thing it stages of answers, as far as is known. */
  static SortedMap<String, Integer> planned(StageState stage) {
    SortedMap<String, Integer> planned = new TreeMap<>();
    stage
        .frozen(PLAN, PARTS)
        .ifPresent(
            parts ->
                stage.waves().keySet().stream()
                    .filter(name -> name.startsWith(STAGED))
                    .forEach(name -> planned.put(name, waves(parts))));
    if (planned.size() > 1) {
      // Those of several voices become one.
      planned.computeIfPresent(STAGED, (name, waves) -> 1);
    }
    return planned;
  }

  private static int waves(int parts) {
    return Math.min(MOST_WAVES, (parts + PARTS_PER_WAVE - 1) / PARTS_PER_WAVE);
  }

  /**
   * Asks.
   *
   * @param staged what the answers are staged as
   * @param model what people call the one that is asked
   * @param sorted the texts, see {@link ByHash#texts}
   * @param parts of all hashes, as many as it has partitions
   * @return where the answers are ({@link AskSpec#rows})
   */
  <A> List<Manifest> ask(
      AskSpec<A> spec, String staged, String model, JavaPairRDD<String, String> sorted, int parts) {
    int waves = waves(parts);
    run.describe("ask " + model);
    AnswerFiles<A> files = spec.files(context.store());
    Broadcast<List<String>> listed =
        JavaSparkContext.fromSparkContext(context.spark().sparkContext()).broadcast(files.names());
    ExecutorService two = Executors.newFixedThreadPool(WAVES_AT_ONCE);
    List<Future<Manifest>> open = new ArrayList<>();
    for (int wave = 1; wave <= waves; wave++) {
      int number = wave;
      ByHash ofWave =
          new ByHash(
              (int) ((long) parts * (wave - 1) / waves),
              (int) ((long) parts * wave / waves),
              parts);
      open.add(
          two.submit(() -> run.stage(staged, number, () -> wave(spec, sorted, ofWave, listed))));
    }
    try {
      List<Manifest> written = new ArrayList<>();
      for (Future<Manifest> wave : open) {
        written.add(wave.get());
        run.waves(written.size(), waves);
      }
      return written;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the model was asked", e);
    } finally {
      // What is under way saves its answers; what has not begun does not begin.
      open.forEach(wave -> wave.cancel(false));
      end(two);
    }
  }

  private static void end(ExecutorService waves) {
    waves.shutdown();
    try {
      while (!waves.awaitTermination(1, TimeUnit.MINUTES)) {
        // Until what is under way has ended.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The texts are sorted once for all waves: Spark keeps what it has shuffled. */
  private <A> Dataset<Row> wave(
      AskSpec<A> spec,
      JavaPairRDD<String, String> sorted,
      ByHash ofWave,
      Broadcast<List<String>> listed) {
    AskPart<A> ask =
        new AskPart<>(
            spec,
            context.uri(),
            new SerializableConfiguration(context.spark().sparkContext().hadoopConfiguration()),
            ofWave,
            listed,
            saveInterval);
    return context
        .spark()
        .createDataFrame(ofWave.partitions(sorted).mapPartitions(ask), spec.rows());
  }
}
