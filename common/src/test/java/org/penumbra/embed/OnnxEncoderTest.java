package org.penumbra.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OnnxEncoderTest {

  private static final NativeCache NATIVES = NativeCache.in(Path.of("target", "natives"));
  private static final Offset<Float> CLOSE = within(1e-5f);
  private static final List<String> SENTENCES =
      List.of(
          "A man is eating food.",
          "Someone is having a meal.",
          "The stock market fell sharply on Monday.",
          "This tea cures diabetes in three days!",
          "Doctors hate this: lose 20 pounds overnight.");

  /** First 8 numbers from onnxruntime 1.32 and tokenizers in Python, one sentence at a time. */
  private static final float[][] REFERENCE = {
    {
      0.0332416f, 0.0044061f, -0.0062770f, 0.0483787f,
      -0.1387022f, -0.0336174f, 0.1011283f, -0.0543849f
    },
    {
      -0.0052397f, 0.0285619f, -0.0228595f, 0.0128225f,
      -0.1217922f, -0.0243960f, 0.1023242f, -0.0382426f
    },
    {
      0.0452458f, -0.0135803f, 0.0693595f, 0.0379881f,
      -0.0178093f, 0.0210272f, -0.0614889f, 0.0509692f
    },
    {
      -0.0622255f, 0.0182432f, -0.0121870f, 0.0639384f,
      0.0031976f, 0.0312299f, 0.0415269f, -0.0380536f
    },
    {
      0.0202279f, 0.1260341f, 0.0596434f, 0.1210845f,
      0.0151232f, -0.0520852f, -0.0574592f, 0.0599375f
    },
  };

  private static OnnxEncoder encoder;

  @BeforeAll
  static void open() {
    encoder = open(EncoderModel.MINILM, Pooling.AUTO, EncoderOptions.STANDARD);
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  @Test
  void givesTheVectorsOfTheReferenceImplementation() {
    List<EncodedText> encoded = encoder.encode(SENTENCES);

    for (int i = 0; i < REFERENCE.length; i++) {
      assertThat(encoded.get(i).vector()).hasSize(384);
      assertThat(Arrays.copyOf(encoded.get(i).vector(), 8)).containsExactly(REFERENCE[i], CLOSE);
    }
  }

  @Test
  void putsTextsOfLikeMeaningClose() {
    List<EncodedText> encoded = encoder.encode(SENTENCES);
    float[] eating = encoded.get(0).vector();

    assertThat(Vectors.dot(eating, encoded.get(1).vector())).isCloseTo(0.6888f, within(1e-3f));
    assertThat(Vectors.dot(eating, encoded.get(2).vector())).isCloseTo(0.0157f, within(1e-3f));
  }

  @Test
  void takesTheFirstTokenWithClsPooling() {
    try (OnnxEncoder cls = open(EncoderModel.MINILM, Pooling.CLS, EncoderOptions.STANDARD)) {
      float[] vector = cls.encode(SENTENCES.subList(0, 1)).get(0).vector();

      assertThat(Arrays.copyOf(vector, 4))
          .containsExactly(new float[] {-0.0003781f, 0.0174485f, 0.0005541f, 0.0362776f}, CLOSE);
    }
  }

  @Test
  void givesATextTheSameBitsInAnyCompany() {
    List<String> texts = texts(60);
    List<EncodedText> expected = encoder.encode(texts);
    List<Integer> order = IntStream.range(0, texts.size()).boxed().collect(Collectors.toList());
    Random random = new Random(7);
    for (int round = 0; round < 4; round++) {
      Collections.shuffle(order, random);
      List<Integer> some = order.subList(0, List.of(60, 31, 17, 2).get(round));

      List<EncodedText> encoded = encoder.encode(some.stream().map(texts::get).toList());

      for (int i = 0; i < some.size(); i++) {
        assertSame(encoded.get(i), expected.get(some.get(i)));
      }
    }
  }

  @Test
  void givesATextTheSameBitsInBatchesOfAnySize() {
    List<String> texts = texts(24);
    List<EncodedText> expected = encoder.encode(texts);
    for (int batchSize : new int[] {1, 7, 64}) {
      EncoderOptions options = new EncoderOptions(256, 8, batchSize);
      try (OnnxEncoder other = open(EncoderModel.MINILM, Pooling.AUTO, options)) {
        List<EncodedText> encoded = other.encode(texts);

        for (int i = 0; i < texts.size(); i++) {
          assertSame(encoded.get(i), expected.get(i));
        }
      }
    }
  }

  @Test
  void givesATextTheSameBitsInAnyCompanyWithTheQuantisedModelToo() {
    List<String> texts = texts(24);
    try (OnnxEncoder int8 = open(EncoderModel.MINILM_INT8, Pooling.AUTO, EncoderOptions.STANDARD)) {
      List<EncodedText> together = int8.encode(texts);
      List<EncodedText> fp32 = encoder.encode(texts);

      for (int i = 0; i < texts.size(); i++) {
        assertSame(int8.encode(List.of(texts.get(i))).get(0), together.get(i));
        assertThat(Vectors.dot(together.get(i).vector(), fp32.get(i).vector())).isGreaterThan(0.9f);
      }
    }
  }

  @Test
  void answersSeveralThreadsAtOnce() throws Exception {
    List<String> texts = texts(16);
    List<EncodedText> expected = encoder.encode(texts);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<List<EncodedText>> call = () -> encoder.encode(texts);
      for (Future<List<EncodedText>> answer : threads.invokeAll(Collections.nCopies(6, call))) {
        for (int i = 0; i < texts.size(); i++) {
          assertSame(answer.get().get(i), expected.get(i));
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void cutsALongTextIntoWindowsOfMaxTokens() {
    try (OnnxEncoder narrow =
        open(EncoderModel.MINILM, Pooling.AUTO, new EncoderOptions(64, 5, 16))) {
      // A window of 64 holds 62 words of one token each, between two special tokens.
      List<EncodedText> encoded =
          narrow.encode(List.of(tea(62), tea(3), tea(2 * 62 + 3), tea(5 * 62), tea(5 * 62 + 1)));
      float[] full = encoded.get(0).vector();
      float[] rest = encoded.get(1).vector();

      assertThat(encoded.get(0).windows()).isNull();
      assertThat(encoded.get(2).windows()).isEqualTo(concatenated(full, full, rest));
      assertThat(encoded.get(3).windows()).hasSize(5 * 384);
      assertThat(encoded.get(4).windows()).isEqualTo(encoded.get(3).windows());
      assertThat(encoded)
          .extracting(EncodedText::truncated)
          .containsExactly(false, false, false, false, true);
      assertThat(encoded.get(2).vector()).isEqualTo(Vectors.normalised(sum(full, full, rest)));
    }
  }

  @Test
  void doesNotCutWhereTheTokenizersOwnFileWould() {
    // MiniLM's tokenizer.json cuts at 128 tokens and pads to 128.
    List<EncodedText> encoded = encoder.encode(List.of(tea(126), tea(254), tea(255)));

    assertThat(encoded.get(1).windows()).isNull();
    assertThat(encoded.get(1).vector()).isNotEqualTo(encoded.get(0).vector());
    assertThat(encoded.get(2).windows()).hasSize(2 * 384);
  }

  @Test
  void copesWithEmptyTextsAndOddCharacters() {
    List<EncodedText> encoded =
        encoder.encode(List.of("", "   ", "\u0000", "\ud800 half a pair", "\u202e\ufeff", "日本語"));

    for (EncodedText text : encoded) {
      assertThat(Vectors.dot(text.vector(), text.vector())).isCloseTo(1f, CLOSE);
    }
    assertThat(encoded.get(1).vector()).isEqualTo(encoded.get(0).vector());
    assertThat(encoder.encode(List.of())).isEmpty();
  }

  private static OnnxEncoder open(String model, Pooling pooling, EncoderOptions options) {
    return OnnxEncoder.open(EncoderModel.resolve(model, pooling), options, NATIVES);
  }

  /** Texts of 1 to about 80 words, some of one length, none equal. */
  private static List<String> texts(int count) {
    List<String> words = List.of("tea", "cures", "every", "pain", "overnight", "doctors", "£9.99");
    Random random = new Random(11);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder("ad" + i);
      for (int n = random.nextInt(1 + i * 80 / count); n > 0; n--) {
        text.append(' ').append(words.get(random.nextInt(words.size())));
      }
      texts.add(text.toString());
    }
    return texts;
  }

  private static String tea(int words) {
    return String.join(" ", Collections.nCopies(words, "tea"));
  }

  private static float[] concatenated(float[]... vectors) {
    float[] all = new float[vectors.length * 384];
    for (int i = 0; i < vectors.length; i++) {
      System.arraycopy(vectors[i], 0, all, i * 384, 384);
    }
    return all;
  }

  private static double[] sum(float[]... vectors) {
    double[] sum = new double[384];
    for (float[] vector : vectors) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[i];
      }
    }
    return sum;
  }

  private static void assertSame(EncodedText found, EncodedText expected) {
    assertThat(found.vector()).isEqualTo(expected.vector());
    assertThat(found.windows()).isEqualTo(expected.windows());
  }
}
