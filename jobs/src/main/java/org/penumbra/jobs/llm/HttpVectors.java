package org.penumbra.jobs.llm;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.penumbra.Errors;
import org.penumbra.jobs.data.Embeddings;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.llm.Usage;
import org.penumbra.settings.EmbedderSettings;

/** Vectors of items as a server gives them; an item whose text it refuses has none. */
public final class HttpVectors {

  private static final int REASONS = 3;

  private final RunContext context;
  private final EmbedderSettings settings;

  public HttpVectors(RunContext context) {
    this.context = context;
    this.settings = context.settings().embedder();
  }

  /**
   * Writes them.
   *
   * @param items with columns id and text
   * @param rows how many there are
   * @param pool how many the pool has, with those that have a vector
   * @param modelHash under which they are kept
   * @return how many were written
   * @throws org.penumbra.UserException where too many items would have none
   */
  public long write(StageRun run, Dataset<Row> items, long rows, long pool, String modelHash) {
    EmbedSpec spec =
        EmbedSpec.of(settings).ofLength(new EmbedderProbe(context, settings).length(run));
    Usage before = EmbedderLedger.spending().total();
    Dataset<Row> answers;
    try {
      AskedWaves waves = new AskedWaves(context, run, settings.http().saveInterval());
      // By the pool, so that ranges are the same in each round and no task reads many others'.
      int parts = AskedWaves.parts(run, AskedWaves.PLAN, pool);
      List<Manifest> asked =
          waves.ask(
              spec, AskedWaves.STAGED, settings.model(), ByHash.of(parts).texts(items), parts);
      answers = context.data().read(spec.rows(), asked, "");
    } finally {
      Usage used = EmbedderLedger.spending().total().minus(before);
      run.count("embedding_requests", used.requests());
      run.count("embedding_tokens", used.tokens());
    }
    Dataset<Row> answered =
        items.withColumn("text_hash", ByHash.hashOfText()).join(answers, "text_hash");
    long without = without(run, answered, pool);
    long made =
        run.write(
                RunDataset.EMBEDDINGS,
                Embeddings.place(modelHash),
                1,
                () ->
                    answered
                        .where(col("vector").isNotNull())
                        .select(
                            col("id"), col("vector"), lit(null).cast("array<float>").as("windows")))
            .rows();
    if (made + without != rows) {
      throw new IllegalStateException(
          rows + " items had no vector: " + made + " got one, and " + without + " were refused");
    }
    return made;
  }

  /** Says how many items go without, and why; refusals of earlier attempts count too. */
  private long without(StageRun run, Dataset<Row> answered, long pool) {
    run.describe("count refusals");
    List<Row> reasons =
        new ArrayList<>(
            answered
                .where(col("vector").isNull())
                .groupBy("reason")
                .agg(count(lit(1)).as("items"))
                .collectAsList());
    long without = reasons.stream().mapToLong(row -> row.getLong(1)).sum();
    run.count("unembedded", without);
    double most = settings.http().spending().maxFailureShare();
    if (LlmLimits.tooMany(without, pool, most)) {
      throw Errors.tooFewVectors(without, pool, most);
    }
    if (without > 0) {
      reasons.sort(
          Comparator.comparing((Row row) -> -row.getLong(1))
              .thenComparing(row -> row.getString(0)));
      run.warn(
          String.format(
              Locale.ROOT,
              "%,d of %,d items got no vector, and are in no cluster, pair or batch: %s",
              without,
              pool,
              reasons.stream()
                  .limit(REASONS)
                  .map(row -> row.getLong(1) + " x " + row.getString(0))
                  .collect(Collectors.joining(", "))));
    }
    return without;
  }
}
