package org.penumbra.settings;

/**
 * What turns texts into vectors.
 *
 * @param kind the embedder
 * @param model a built-in name or a directory, or the server's name for it where the kind is HTTP
 * @param secondModel one whose vectors are put beside the first's, or null
 * @param given Parquet of (id, vector); set when the kind is GIVEN
 * @param pooling how token vectors become one
 * @param precision in which numbers the encoder multiplies
 * @param device where the encoder runs
 * @param maxTokens tokens per window, 2 to 512
 * @param maxWindows windows per text
 * @param batchSize windows per encoder call, or texts per request
 * @param storage how vectors lie in files
 * @param http the server; its address is set when the kind is HTTP
 */
public record EmbedderSettings(
    Kind kind,
    String model,
    String secondModel,
    String given,
    Pooling pooling,
    Precision precision,
    Device device,
    int maxTokens,
    int maxWindows,
    int batchSize,
    Storage storage,
    EmbeddingServerSettings http) {

  /** An encoder run in process, a server's, or vectors of the user's own. */
  public enum Kind {
    ONNX,
    HTTP,
    GIVEN
  }

  /** As the model was trained, the mean over tokens, or the first token. */
  public enum Pooling {
    AUTO,
    MEAN,
    CLS
  }

  /** Single precision, or 8-bit integers. */
  public enum Precision {
    FP32,
    INT8
  }

  /** The processor, or the first GPU that a process sees. */
  public enum Device {
    CPU,
    CUDA
  }

  /** As they are, or as bytes with a scale, a quarter as large. */
  public enum Storage {
    FLOAT,
    TINYINT
  }

  /** What messages call the encoder, or the two. */
  public String name() {
    return secondModel == null ? model : model + " + " + secondModel;
  }

  /** Paths of the settings that decide a vector; how a server is treated is none of them. */
  public String[] deciding() {
    return kind == Kind.HTTP
        ? new String[] {
          "embedder.kind",
          "embedder.model",
          "embedder.http.max-characters",
          "embedder.http.dimensions"
        }
        : new String[] {
          "embedder.kind",
          "embedder.model",
          "embedder.second-model",
          "embedder.given",
          "embedder.pooling",
          "embedder.precision",
          "embedder.device",
          "embedder.max-tokens",
          "embedder.max-windows",
          "embedder.batch-size"
        };
  }

  static EmbedderSettings read(SettingsReader reader) {
    EmbedderSettings embedder =
        new EmbedderSettings(
            reader.choice("embedder.kind", Kind.class),
            reader.text("embedder.model"),
            reader.optionalText("embedder.second-model"),
            reader.optionalUri("embedder.given"),
            reader.choice("embedder.pooling", Pooling.class),
            reader.choice("embedder.precision", Precision.class),
            reader.choice("embedder.device", Device.class),
            reader.integer("embedder.max-tokens", 2, 512),
            reader.atLeast(1, "embedder.max-windows"),
            reader.atLeast(1, "embedder.batch-size"),
            reader.choice("embedder.storage", Storage.class),
            EmbeddingServerSettings.read(reader));
    if (embedder.kind == Kind.GIVEN && embedder.given == null) {
      reader.conflict(
          "given asks for embedder.given, the Parquet of (id, vector)", "embedder.kind");
    }
    if (embedder.kind == Kind.HTTP && embedder.http.baseUrl() == null) {
      reader.conflict(
          "http asks for embedder.http.base-url, such as http://localhost:8000/v1, and"
              + " embedder.model, the server's name for the model",
          "embedder.kind");
    }
    if (embedder.kind == Kind.HTTP && embedder.secondModel != null) {
      reader.conflict(
          "only an encoder run in process has another beside it; set embedder.kind to onnx, or"
              + " embedder.second-model to null",
          "embedder.second-model");
    }
    return embedder;
  }
}
