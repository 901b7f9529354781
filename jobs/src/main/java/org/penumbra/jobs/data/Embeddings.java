package org.penumbra.jobs.data;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.penumbra.StableHash;
import org.penumbra.jobs.spark.EncoderSpec;
import org.penumbra.jobs.spark.Encoders;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;
import org.penumbra.jobs.state.Store;
import org.penumbra.settings.EmbedderSettings;

/**
 * The store of vectors: not a round's output, but added to by the scan and by each round's embed.
 */
public final class Embeddings {

  private static final List<String> WRITERS = List.of(StageName.SCAN, StageName.EMBED);

  private Embeddings() {}

  /**
   * What vectors depend on: the encoder and how texts are cut, or where given ones lie, and how
   * they are stored.
   */
  public static String modelHash(EmbedderSettings settings) {
    return settings.kind() == EmbedderSettings.Kind.GIVEN
        ? storage(settings).named(StableHash.id128("given " + settings.given()))
        : encoderHash(settings);
  }

  /** The same of the encoder's own vectors, where others are given. */
  public static String encoderHash(EmbedderSettings settings) {
    return storage(settings).named(Encoders.hash(EncoderSpec.of(settings)));
  }

  private static VectorStorage storage(EmbedderSettings settings) {
    return switch (settings.storage()) {
      case FLOAT -> VectorStorage.FLOAT;
      case TINYINT -> VectorStorage.TINYINT;
    };
  }

  /** The folder of a model's vectors, relative to the run. */
  public static String place(String modelHash) {
    return RunDataset.EMBEDDINGS.folder() + "/model=" + modelHash;
  }

  /**
   * The scores of items that have a vector: a server may have refused some.
   *
   * @param scored of a round
   * @param vectors of the pool, id and vector
   */
  public static Dataset<Row> scored(RunData data, List<Manifest> scored, List<Manifest> vectors) {
    Dataset<Row> scores = data.read(RunDataset.SCORES, scored);
    boolean all = rows(scored) <= rows(vectors);
    return all
        ? scores
        : scores.join(data.read(RunDataset.EMBEDDINGS, vectors).select("id"), "id", "left_semi");
  }

  private static long rows(List<Manifest> manifests) {
    return manifests.stream().mapToLong(Manifest::rows).sum();
  }

  /** Manifests of all vectors of a model written in rounds 1 to a last one. */
  public static List<Manifest> manifests(Store store, String modelHash, int lastRound) {
    List<Manifest> manifests = new ArrayList<>();
    for (int round = 1; round <= lastRound; round++) {
      for (String writer : WRITERS) {
        StageState state = new StageState(store, new StageId(round, writer));
        state.manifests(RunDataset.EMBEDDINGS.folder()).stream()
            .filter(manifest -> manifest.folder().startsWith(place(modelHash) + "/"))
            .forEach(manifests::add);
      }
    }
    return manifests;
  }
}
