package org.penumbra.embed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.penumbra.Errors;

/** A sentence encoder that was found, not yet loaded: its files and what is known of them. */
public final class EncoderModel {

  /** The default: bge-small-en-v1.5 in single precision, 12 layers. */
  public static final String BGE_SMALL = "bge-small-en-v1.5";

  /** all-MiniLM-L6-v2 in single precision: 6 layers, twice as fast. */
  public static final String MINILM = "all-minilm-l6-v2";

  /** The same in 8-bit integers: about twice as fast again, vectors somewhat off. */
  public static final String MINILM_INT8 = "all-minilm-l6-v2-q";

  private static final List<String> BUILT_IN = List.of(BGE_SMALL, MINILM, MINILM_INT8);
  private static final int BUILT_IN_DIMENSION = 384;
  private static final int BUILT_IN_POSITIONS = 512;

  private final String name;
  private final ModelSource source;
  private final Pooling pooling;
  private final Precision precision;
  private final OptionalInt dimension;
  private final OptionalInt positions;

  private EncoderModel(
      String name,
      ModelSource source,
      Pooling pooling,
      Precision precision,
      OptionalInt dimension,
      OptionalInt positions) {
    this.name = name;
    this.source = source;
    this.pooling = pooling;
    this.precision = precision;
    this.dimension = dimension;
    this.positions = positions;
  }

  /** Finds an encoder, to be run in single precision. */
  public static EncoderModel resolve(String model, Pooling pooling) {
    return resolve(model, pooling, Precision.FP32);
  }

  /**
   * Finds an encoder.
   *
   * @param model a built-in name, or a directory with model.onnx and tokenizer.json and, if they
   *     are there, config.json and 1_Pooling/config.json as sentence-transformers writes them
   * @throws org.penumbra.UserException if there is no such directory, a file is missing, or the
   *     model's own pooling is neither mean nor CLS
   */
  public static EncoderModel resolve(String model, Pooling pooling, Precision precision) {
    if (BUILT_IN.contains(model)) {
      return new EncoderModel(
          model,
          new ModelSource.ClassPath(model),
          pooling == Pooling.AUTO ? builtInPooling(model) : pooling,
          precision,
          OptionalInt.of(BUILT_IN_DIMENSION),
          OptionalInt.of(BUILT_IN_POSITIONS));
    }
    Path directory = directory(model);
    for (String file : List.of(ModelSource.Directory.MODEL, ModelSource.Directory.TOKENIZER)) {
      if (!Files.isRegularFile(directory.resolve(file))) {
        throw Errors.encoderFileMissing(directory, file);
      }
    }
    Optional<JsonNode> config = json(directory.resolve("config.json"));
    return new EncoderModel(
        directory.getFileName() == null ? model : directory.getFileName().toString(),
        new ModelSource.Directory(directory),
        pooling == Pooling.AUTO ? ownPooling(directory) : pooling,
        precision,
        number(config, "hidden_size"),
        number(config, "max_position_embeddings"));
  }

  /** What provenance calls it: the built-in name, or the directory's own name. */
  public String name() {
    return name;
  }

  /** {@link Pooling#MEAN} or {@link Pooling#CLS}. */
  public Pooling pooling() {
    return pooling;
  }

  /** The length of its vectors, where that is known before the model is loaded. */
  public OptionalInt dimension() {
    return dimension;
  }

  /** The most tokens a window may have, where the model says so. */
  public OptionalInt positions() {
    return positions;
  }

  /**
   * Whether a vector depends on the texts it was encoded with: so it is with models that quantise
   * their activations on the fly, with one scale for the whole batch. {@link OnnxEncoder} gives
   * them one window at a time.
   */
  public boolean batchDependent() {
    if (source instanceof ModelSource.ClassPath) {
      return name.equals(MINILM_INT8);
    }
    try (InputStream graph = source.open(source.modelFiles().get(0))) {
      return ByteSearch.contains(graph, "DynamicQuantizeLinear".getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * 32 hexadecimal digits of SHA-256 over everything that changes a vector: the model's and the
   * tokenizer's bytes, the graph that is made of the model, the pooling, and how texts are cut into
   * windows.
   */
  public String hash(EncoderOptions options) {
    String rest =
        "%s %d %d%s%s"
            .formatted(
                pooling,
                options.maxTokens(),
                options.maxWindows(),
                EncoderGraph.of(this).kind(),
                options.device() == Device.CPU ? "" : " on " + options.device());
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
        for (String file : source.modelFiles()) {
          try (InputStream in = source.open(file)) {
            in.transferTo(out);
          }
        }
        try (InputStream in = source.tokenizer()) {
          in.transferTo(out);
        }
        out.write(rest.getBytes(UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** In which numbers it is to multiply. */
  public Precision precision() {
    return precision;
  }

  /** Why its graph is run as it ships, where it is not one that can be fused. */
  public Optional<String> unfused() {
    return EncoderGraph.of(this).unfused();
  }

  ModelSource source() {
    return source;
  }

  private static Path directory(String model) {
    try {
      Path directory = Path.of(model);
      if (!model.isBlank() && Files.isDirectory(directory)) {
        return directory.toAbsolutePath().normalize();
      }
    } catch (InvalidPathException e) {
      throw Errors.encoderMissing(model, BUILT_IN);
    }
    throw Errors.encoderMissing(model, BUILT_IN);
  }

  private static Pooling builtInPooling(String name) {
    return name.equals(BGE_SMALL) ? Pooling.CLS : Pooling.MEAN;
  }

  private static Pooling ownPooling(Path directory) {
    Path file = directory.resolve("1_Pooling").resolve("config.json");
    Optional<JsonNode> config = json(file);
    if (config.isEmpty() || config.get().path("pooling_mode_mean_tokens").asBoolean()) {
      return Pooling.MEAN;
    }
    if (config.get().path("pooling_mode_cls_token").asBoolean()) {
      return Pooling.CLS;
    }
    throw Errors.encoderPooling(file);
  }

  private static Optional<JsonNode> json(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ObjectMapper().readTree(file.toFile()));
    } catch (IOException e) {
      throw Errors.encoderFileUnreadable(file, e.getMessage());
    }
  }

  private static OptionalInt number(Optional<JsonNode> config, String key) {
    JsonNode value = config.map(node -> node.path(key)).orElse(null);
    return value != null && value.isInt() ? OptionalInt.of(value.asInt()) : OptionalInt.empty();
  }
}
