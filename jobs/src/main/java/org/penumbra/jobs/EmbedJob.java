package org.penumbra.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.crc32;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.penumbra.jobs.data.Embeddings;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.embed.GivenVectors;
import org.penumbra.jobs.embed.TextVectors;
import org.penumbra.jobs.llm.HttpVectors;
import org.penumbra.jobs.spark.EncoderSpec;
import org.penumbra.jobs.spark.Partitions;
import org.penumbra.jobs.stage.Dependencies;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.stage.Stages;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.settings.EmbedderSettings;

/** Makes vectors for the pool's items that have none yet. */
public final class EmbedJob {

  private static final int ITEMS_PER_WAVE = 200_000;

  /** Each wave reads the pool's ids again: of any number of waves that would take the square. */
  private static final int MOST_WAVES = 64;

  private final RunContext context;
  private final StageId id;
  private final String modelHash;

  public EmbedJob(RunContext context, int round) {
    this.context = context;
    this.id = new StageId(round, StageName.EMBED);
    this.modelHash = Embeddings.modelHash(context.settings().embedder());
  }

  /** Adds to the store of vectors. */
  public StageResult run() {
    Dependencies dependencies =
        new Dependencies(context, id)
            .settings(context.settings().embedder().deciding())
            .model("encoder", modelHash);
    List<Manifest> items = dependencies.read(new StageId(1, StageName.SCAN), RunDataset.ITEMS);
    return new Stages(context).run(dependencies, run -> embed(run, items));
  }

  private void embed(StageRun run, List<Manifest> items) {
    long wanted = items.stream().mapToLong(Manifest::rows).sum();
    List<Manifest> before =
        run.frozen(
            "there",
            new TypeReference<List<Manifest>>() {},
            () -> Embeddings.manifests(context.store(), modelHash, id.round()));
    Dataset<Row> there = context.data().read(RunDataset.EMBEDDINGS, before);
    // A wave reads the items again, so that a killed run repeats one wave and not all.
    Dataset<Row> missing =
        context.data().read(RunDataset.ITEMS, items).join(there.select("id"), "id", "left_anti");
    long had = before.stream().mapToLong(Manifest::rows).sum();
    long made = had == wanted ? 0 : made(run, missing, wanted - had, wanted);
    run.count("made", made);
    List<String> notes = new ArrayList<>();
    notes.add(String.format("%,d vectors made, %,d there before", made, had));
    if (made > 0 && context.settings().embedder().kind() == EmbedderSettings.Kind.ONNX) {
      notes.addAll(EncoderSpec.of(context.settings().embedder()).notes());
    }
    run.note(String.join("; ", notes));
  }

  private long made(StageRun run, Dataset<Row> missing, long rows, long pool) {
    if (context.settings().embedder().kind() == EmbedderSettings.Kind.HTTP) {
      return new HttpVectors(context).write(run, missing, rows, pool, modelHash);
    }
    // Given vectors cost nothing that a killed run would pay for twice.
    boolean given = context.settings().embedder().kind() == EmbedderSettings.Kind.GIVEN;
    int waves =
        given ? 1 : (int) Math.min(MOST_WAVES, (rows + ITEMS_PER_WAVE - 1) / ITEMS_PER_WAVE);
    long made = 0;
    for (int wave = 1; wave <= waves; wave++) {
      Dataset<Row> ofWave =
          waves == 1
              ? missing
              : missing.where(
                  pmod(crc32(col("id").cast(DataTypes.BinaryType)), lit(waves)).equalTo(wave - 1));
      run.describe("encode wave " + wave + " of " + waves);
      made +=
          run.write(
                  RunDataset.EMBEDDINGS,
                  Embeddings.place(modelHash),
                  wave,
                  () -> vectors(ofWave, rows / waves))
              .rows();
      run.waves(wave, waves);
    }
    if (made != rows) {
      throw new IllegalStateException(rows + " items had no vector, but " + made + " got one");
    }
    return made;
  }

  private Dataset<Row> vectors(Dataset<Row> items, long rows) {
    EmbedderSettings settings = context.settings().embedder();
    return settings.kind() == EmbedderSettings.Kind.GIVEN
        ? new GivenVectors(context.spark(), settings.given()).of(items)
        : TextVectors.of(
            items.repartition(Partitions.ofCostly(rows), col("id")), EncoderSpec.of(settings));
  }
}
