package org.penumbra.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.penumbra.UserException;

class FusedGraphTest {

  private static final NativeCache NATIVES = NativeCache.in(Path.of("target", "natives"));
  private static final List<String> TEXTS =
      List.of(
          "",
          "tea",
          "This tea cures diabetes in three days!",
          "Doctors hate this: lose 20 pounds overnight, with no exercise at all.",
          "The stock market fell sharply on Monday. ".repeat(20));

  @Test
  void agreesWithTheGraphAsItShips() throws Exception {
    try (OnnxEncoder fused = open(EncoderModel.MINILM, Precision.FP32)) {
      List<EncodedText> encoded = fused.encode(TEXTS);
      List<float[]> shipped = shipped();

      for (int i = 0; i < TEXTS.size(); i++) {
        assertThat(cosine(encoded.get(i).vector(), shipped.get(i))).isGreaterThan(0.99999);
      }
    }
  }

  @Test
  void staysNearInEightBitsAndGivesTheSameBitsInAnyCompany() {
    try (OnnxEncoder int8 = open(EncoderModel.MINILM, Precision.INT8);
        OnnxEncoder fp32 = open(EncoderModel.MINILM, Precision.FP32)) {
      List<EncodedText> together = int8.encode(TEXTS);
      List<EncodedText> twice = int8.encode(List.of(TEXTS.get(2), TEXTS.get(2).replace('3', '4')));
      List<EncodedText> exact = fp32.encode(TEXTS);

      for (int i = 0; i < TEXTS.size(); i++) {
        float[] vector = together.get(i).vector();
        assertThat(int8.encode(List.of(TEXTS.get(i))).get(0).vector()).isEqualTo(vector);
        assertThat(cosine(vector, exact.get(i).vector())).isBetween(0.95, 0.99999);
      }
      assertThat(twice.get(0).vector()).isEqualTo(together.get(2).vector());
    }
  }

  @Test
  void knowsTheBuiltInModelsInSinglePrecisionOnly() {
    assertThat(model(EncoderModel.MINILM, Precision.FP32).unfused()).isEmpty();
    assertThat(model(EncoderModel.BGE_SMALL, Precision.FP32).unfused()).isEmpty();
    assertThat(model(EncoderModel.MINILM_INT8, Precision.FP32).unfused())
        .hasValueSatisfying(reason -> assertThat(reason).contains("is not made by"));
    assertThatThrownBy(() -> open(EncoderModel.MINILM_INT8, Precision.INT8))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "Cannot run the encoder all-minilm-l6-v2-q in 8-bit integers: it is no BERT encoder"
                + " that Penumbra knows (")
        .hasMessageEndingWith("Set embedder.precision to fp32.");
  }

  @Test
  void tellsItsVectorsFromThoseOfAnotherPrecision() {
    assertThat(model(EncoderModel.MINILM, Precision.INT8).hash(EncoderOptions.STANDARD))
        .isNotEqualTo(model(EncoderModel.MINILM, Precision.FP32).hash(EncoderOptions.STANDARD));
  }

  private static EncoderModel model(String name, Precision precision) {
    return EncoderModel.resolve(name, Pooling.AUTO, precision);
  }

  private static OnnxEncoder open(String name, Precision precision) {
    return OnnxEncoder.open(model(name, precision), EncoderOptions.STANDARD, NATIVES);
  }

  /** Means of the tokens' states, by the model's own file. */
  private static List<float[]> shipped() throws Exception {
    EncoderModel model = model(EncoderModel.MINILM, Precision.FP32);
    List<float[]> means = new ArrayList<>();
    try (WindowTokenizer tokenizer = WindowTokenizer.open(model, EncoderOptions.STANDARD);
        InputStream graph = model.source().open(model.source().modelFiles().get(0));
        OrtSession session = OrtEnvironment.getEnvironment().createSession(graph.readAllBytes())) {
      for (String text : TEXTS) {
        means.add(mean(session, tokenizer.windows(text, 0).kept().get(0).ids()));
      }
    }
    return means;
  }

  private static float[] mean(OrtSession session, long[] ids) throws Exception {
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    try (OnnxTensor words = tensor(ids);
        OnnxTensor mask = tensor(ones);
        OnnxTensor types = tensor(new long[ids.length]);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", words, "attention_mask", mask, "token_type_ids", types))) {
      float[][] states = ((float[][][]) result.get(0).getValue())[0];
      double[] sum = new double[states[0].length];
      for (float[] state : states) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += state[i];
        }
      }
      return Vectors.normalised(sum);
    }
  }

  private static OnnxTensor tensor(long[] values) throws Exception {
    return OnnxTensor.createTensor(
        OrtEnvironment.getEnvironment(), LongBuffer.wrap(values), new long[] {1, values.length});
  }

  private static double cosine(float[] left, float[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += (double) left[i] * right[i];
    }
    return sum;
  }
}
