package org.penumbra.settings;

/**
 * What turns texts into vectors.
 *
 * @param kind the embedder
 * @param model a built-in name or a directory
 * @param secondModel one whose vectors are put beside the first's, or null
 * @param given Parquet of (id, vector); set when the kind is GIVEN
 * @param pooling how token vectors become one
 * @param maxTokens tokens per window, 2 to 512
 * @param maxWindows windows per text
 * @param batchSize windows per encoder call
 */
public record EmbedderSettings(
    Kind kind,
    String model,
    String secondModel,
    String given,
    Pooling pooling,
    int maxTokens,
    int maxWindows,
    int batchSize) {

  /** An encoder run in process, or vectors of the user's own. */
  public enum Kind {
    ONNX,
    GIVEN
  }

  /** As the model was trained, the mean over tokens, or the first token. */
  public enum Pooling {
    AUTO,
    MEAN,
    CLS
  }

  /** What messages call the encoder, or the two. */
  public String name() {
    return secondModel == null ? model : model + " + " + secondModel;
  }

  static EmbedderSettings read(SettingsReader reader) {
    EmbedderSettings embedder =
        new EmbedderSettings(
            reader.choice("embedder.kind", Kind.class),
            reader.text("embedder.model"),
            reader.optionalText("embedder.second-model"),
            reader.optionalUri("embedder.given"),
            reader.choice("embedder.pooling", Pooling.class),
            reader.integer("embedder.max-tokens", 2, 512),
            reader.atLeast(1, "embedder.max-windows"),
            reader.atLeast(1, "embedder.batch-size"));
    if (embedder.kind == Kind.GIVEN && embedder.given == null) {
      reader.conflict(
          "given asks for embedder.given, the Parquet of (id, vector)", "embedder.kind");
    }
    return embedder;
  }
}
