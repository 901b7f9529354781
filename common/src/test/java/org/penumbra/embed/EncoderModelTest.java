package org.penumbra.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.ExitCode;
import org.penumbra.UserException;

class EncoderModelTest {

  private static final NativeCache NATIVES = NativeCache.in(Path.of("target", "natives"));

  /** A graph without token_type_ids: the means of input_ids and attention_mask, per text. */
  private static final String PER_TEXT =
      "CAgSADrRAgogCglpbnB1dF9pZHMSAmMwIgRDYXN0KgkKAnRvGAGgAQIKMgoCYzASAnIwIgpSZWR1Y2VN"
          + "ZWFuKgsKBGF4ZXNAAaABByoPCghrZWVwZGltcxgBoAECCiUKDmF0dGVudGlvbl9tYXNrEgJjMSIEQ2Fz"
          + "dCoJCgJ0bxgBoAECCjIKAmMxEgJyMSIKUmVkdWNlTWVhbioLCgRheGVzQAGgAQcqDwoIa2VlcGRpbXMY"
          + "AaABAgoxCgJyMAoCcjESEnNlbnRlbmNlX2VtYmVkZGluZyIGQ29uY2F0KgsKBGF4aXMYAaABAhIBZ1od"
          + "CglpbnB1dF9pZHMSEAoOCAcSCgoDEgFiCgMSAXRaIgoOYXR0ZW50aW9uX21hc2sSEAoOCAcSCgoDEgFi"
          + "CgMSAXRiJQoSc2VudGVuY2VfZW1iZWRkaW5nEg8KDQgBEgkKAxIBYgoCCAJCBAoAEA0=";

  /** A graph that wants pixels. */
  private static final String PIXELS =
      "CAgSADrIAQodCgZwaXhlbHMSAmMwIgRDYXN0KgkKAnRvGAGgAQIKMgoCYzASAnIwIgpSZWR1Y2VNZWFu"
          + "KgsKBGF4ZXNAAaABByoPCghrZWVwZGltcxgBoAECCi0KAnIwEhJzZW50ZW5jZV9lbWJlZGRpbmciBkNv"
          + "bmNhdCoLCgRheGlzGAGgAQISAWdaGgoGcGl4ZWxzEhAKDggHEgoKAxIBYgoDEgF0YiUKEnNlbnRlbmNl"
          + "X2VtYmVkZGluZxIPCg0IARIJCgMSAWIKAggBQgQKABAN";

  @TempDir Path directory;

  @Test
  void knowsTheBuiltInModels() {
    EncoderModel fp32 = EncoderModel.resolve("all-minilm-l6-v2", Pooling.AUTO);
    EncoderModel int8 = EncoderModel.resolve("all-minilm-l6-v2-q", Pooling.AUTO);

    assertThat(fp32.name()).isEqualTo("all-minilm-l6-v2");
    assertThat(fp32.pooling()).isEqualTo(Pooling.MEAN);
    assertThat(fp32.dimension()).hasValue(384);
    assertThat(fp32.batchDependent()).isFalse();
    assertThat(int8.batchDependent()).isTrue();
    assertThat(EncoderModel.resolve("bge-small-en-v1.5", Pooling.AUTO).pooling())
        .isEqualTo(Pooling.CLS);
    assertThat(int8.hash(EncoderOptions.STANDARD)).matches("[0-9a-f]{32}");
  }

  @Test
  void hashesWhatChangesAVectorAndNothingElse() throws IOException {
    model("graph", "tokens");
    String hash = resolve(Pooling.MEAN).hash(new EncoderOptions(256, 8, 16));

    assertThat(resolve(Pooling.AUTO).hash(new EncoderOptions(256, 8, 64))).isEqualTo(hash);
    assertThat(resolve(Pooling.CLS).hash(new EncoderOptions(256, 8, 16))).isNotEqualTo(hash);
    assertThat(resolve(Pooling.MEAN).hash(new EncoderOptions(128, 8, 16))).isNotEqualTo(hash);
    assertThat(resolve(Pooling.MEAN).hash(new EncoderOptions(256, 4, 16))).isNotEqualTo(hash);
    assertThat(resolve(Pooling.MEAN).hash(new EncoderOptions(256, 8, 16, Device.CUDA)))
        .isNotEqualTo(hash);
    write("model.onnx_data", "weights");
    assertThat(resolve(Pooling.MEAN).hash(new EncoderOptions(256, 8, 16))).isNotEqualTo(hash);
  }

  @Test
  void readsWhatTheDirectorySaysOfTheModel() throws IOException {
    model("... DynamicQuantizeLinear ...", "tokens");
    write("config.json", "{\"hidden_size\": 768, \"max_position_embeddings\": 512}");
    write("1_Pooling/config.json", "{\"pooling_mode_cls_token\": true}");

    EncoderModel model = resolve(Pooling.AUTO);

    assertThat(model.name()).isEqualTo(directory.getFileName().toString());
    assertThat(model.pooling()).isEqualTo(Pooling.CLS);
    assertThat(model.dimension()).hasValue(768);
    assertThat(model.positions()).hasValue(512);
    assertThat(model.batchDependent()).isTrue();
    assertThat(resolve(Pooling.MEAN).pooling()).isEqualTo(Pooling.MEAN);
  }

  @Test
  void refusesPoolingThatItDoesNotKnow() throws IOException {
    model("graph", "tokens");
    write("1_Pooling/config.json", "{\"pooling_mode_max_tokens\": true}");

    assertThatThrownBy(() -> resolve(Pooling.AUTO))
        .hasMessage(
            "Cannot pool as "
                + directory.resolve("1_Pooling/config.json")
                + " asks: only mean and CLS pooling are known. Set embedder.pooling to mean or cls"
                + " if one of them fits the model.");
  }

  @Test
  void refusesABrokenConfiguration() throws IOException {
    model("graph", "tokens");
    write("config.json", "{");

    assertThatThrownBy(() -> resolve(Pooling.AUTO))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot read " + directory.resolve("config.json") + ": ")
        .hasMessageEndingWith("Correct the file, or leave it out to use the defaults.");
  }

  @Test
  void saysWhichModelsThereAreIfThereIsNoSuchDirectory() {
    for (String name : new String[] {"all-MiniLM", "", "a\u0000b"}) {
      assertThatThrownBy(() -> EncoderModel.resolve(name, Pooling.AUTO))
          .hasMessage(
              "Cannot load the encoder '"
                  + name
                  + "': there is no such directory. Set embedder.model to one of"
                  + " bge-small-en-v1.5, all-minilm-l6-v2, all-minilm-l6-v2-q, or to a directory with model.onnx and tokenizer.json.");
    }
  }

  @Test
  void saysWhichFileIsMissing() throws IOException {
    write("model.onnx", "graph");

    assertThatThrownBy(() -> resolve(Pooling.AUTO))
        .hasMessage(
            "Cannot load the encoder "
                + directory
                + ": it has no tokenizer.json. Export the model with its tokenizer, for example"
                + " with optimum-cli export onnx.")
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.WRONG_USAGE));
  }

  @Test
  void refusesAFileThatIsNoModel() throws IOException {
    model("graph", "");
    copyBuiltIn("all-minilm-l6-v2-q-tokenizer.json", "tokenizer.json");

    assertThatThrownBy(() -> open(EncoderOptions.STANDARD))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot load the encoder " + directory.getFileName())
        .hasMessageContaining("its model.onnx is no model that ONNX Runtime can run");
  }

  @Test
  void refusesAFileThatIsNoTokenizer() throws IOException {
    model("graph", "{}");

    assertThatThrownBy(() -> open(EncoderOptions.STANDARD))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("its tokenizer.json is no Hugging Face tokenizer");
  }

  @Test
  void refusesWindowsLongerThanTheModelTakes() {
    EncoderModel model = EncoderModel.resolve("all-minilm-l6-v2", Pooling.AUTO);

    assertThatThrownBy(() -> OnnxEncoder.open(model, new EncoderOptions(513, 1, 1), NATIVES))
        .hasMessage(
            "Cannot use windows of 513 tokens with the encoder all-minilm-l6-v2: it takes at most"
                + " 512. Lower embedder.max-tokens.");
  }

  /** The build of these tests has no CUDA, as most have none. */
  @Test
  void saysWhatAGpuTakes() {
    EncoderModel model = EncoderModel.resolve("all-minilm-l6-v2", Pooling.AUTO);

    assertThatThrownBy(
            () -> OnnxEncoder.open(model, new EncoderOptions(64, 1, 16, Device.CUDA), NATIVES))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot run the encoder all-minilm-l6-v2 on a GPU: ")
        .hasMessageEndingWith(
            ". Set embedder.device to cpu, or build with mvn -Pcuda package, and see to it that"
                + " CUDA 12 and cuDNN 9 are installed where it runs.");
  }

  @Test
  void givesTheSameVectorsFromADirectoryAsFromTheClassPath() throws IOException {
    copyBuiltIn("all-minilm-l6-v2-q.onnx", "model.onnx");
    copyBuiltIn("all-minilm-l6-v2-q-tokenizer.json", "tokenizer.json");
    EncoderModel builtIn = EncoderModel.resolve("all-minilm-l6-v2-q", Pooling.AUTO);

    assertThat(resolve(Pooling.AUTO).hash(EncoderOptions.STANDARD))
        .isEqualTo(builtIn.hash(EncoderOptions.STANDARD));
    try (OnnxEncoder one = open(EncoderOptions.STANDARD);
        OnnxEncoder other = OnnxEncoder.open(builtIn, EncoderOptions.STANDARD, NATIVES)) {
      assertThat(vector(one)).isEqualTo(vector(other));
    }
  }

  @Test
  void takesAModelAtItsWordThatGivesAVectorPerText() throws IOException {
    Files.write(directory.resolve("model.onnx"), Base64.getDecoder().decode(PER_TEXT));
    copyBuiltIn("all-minilm-l6-v2-q-tokenizer.json", "tokenizer.json");

    try (OnnxEncoder encoder = open(EncoderOptions.STANDARD)) {
      // Two special tokens, 101 and 102: means of 101.5 and of 1.
      assertThat(encoder.dimension()).isEqualTo(2);
      assertThat(encoder.encode(List.of("")).get(0).vector())
          .isEqualTo(Vectors.normalised(new double[] {101.5, 1}));
    }
  }

  @Test
  void refusesAModelThatReadsSomethingElse() throws IOException {
    Files.write(directory.resolve("model.onnx"), Base64.getDecoder().decode(PIXELS));
    copyBuiltIn("all-minilm-l6-v2-q-tokenizer.json", "tokenizer.json");

    assertThatThrownBy(() -> open(EncoderOptions.STANDARD))
        .hasMessage(
            "Cannot use the encoder "
                + directory.getFileName()
                + ": it has an input pixels. It must take input_ids, attention_mask and perhaps"
                + " token_type_ids, and give one vector per token or per text.");
  }

  private static float[] vector(OnnxEncoder encoder) {
    return encoder.encode(List.of("This tea cures all.")).get(0).vector();
  }

  private OnnxEncoder open(EncoderOptions options) {
    return OnnxEncoder.open(resolve(Pooling.AUTO), options, NATIVES);
  }

  private EncoderModel resolve(Pooling pooling) {
    return EncoderModel.resolve(directory.toString(), pooling);
  }

  private void model(String graph, String tokenizer) throws IOException {
    write("model.onnx", graph);
    write("tokenizer.json", tokenizer);
  }

  private void write(String file, String content) throws IOException {
    Files.createDirectories(directory.resolve(file).getParent());
    Files.writeString(directory.resolve(file), content);
  }

  private void copyBuiltIn(String resource, String file) throws IOException {
    Files.deleteIfExists(directory.resolve(file));
    try (InputStream in = EncoderModel.class.getResourceAsStream("/" + resource)) {
      Files.copy(in, directory.resolve(file));
    }
  }
}
