package org.penumbra.student;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.penumbra.Interval;
import org.penumbra.UserException;
import org.penumbra.embed.EncodedText;
import org.penumbra.score.Calibration;
import org.penumbra.score.PercentileTable;
import org.penumbra.score.Threshold;

class StudentModelFileTest {

  @Property(tries = 200)
  void roundTripsEveryNumberExactly(
      @ForAll @Size(5) @FloatRange(min = -1e30f, max = 1e30f) float[] weights,
      @ForAll @DoubleRange(min = -1e300, max = 1e300) double bias) {
    StudentModel model = model(weights, bias, new Calibration(1.1, -3.3));

    StudentModel read = StudentModelFile.read("m", StudentModelFile.write(model).getBytes(UTF_8));

    assertThat(read).isEqualTo(model);
  }

  @Test
  void keepsWhatIsUndefined() {
    StudentModel model = model(new float[] {1}, 2, Calibration.UNDEFINED);

    StudentModel read = StudentModelFile.read("m", StudentModelFile.write(model).getBytes(UTF_8));

    assertThat(read.calibration().defined()).isFalse();
    assertThat(read).isEqualTo(model);
  }

  @Test
  void namesItsFieldsInSnakeCase() throws Exception {
    String json = StudentModelFile.write(model(new float[] {1}, 2, new Calibration(1, 2)));

    assertThat(new ObjectMapper().readTree(json).fieldNames())
        .toIterable()
        .containsExactly(
            "format_version",
            "content_hash",
            "lineage",
            "scorer",
            "features",
            "score_input",
            "threshold",
            "calibration",
            "percentiles",
            "training",
            "out_of_fold");
    assertThat(json).contains("\"guideline_version\" : \"v1\"", "\"gradient_norm\" : 1.0E-8");
  }

  @Test
  void refusesAChangedValueButNotAnotherLayout() {
    String json = StudentModelFile.write(model(new float[] {1}, 2, new Calibration(1, 2)));
    String hash = StudentModelFile.hash(model(new float[] {1}, 2, new Calibration(1, 2)));
    String changed = json.replace("\"bias\" : 2.0", "\"bias\" : 2.5");
    String changedHash = StudentModelFile.hash(model(new float[] {1}, 2.5, new Calibration(1, 2)));

    assertThat(StudentModelFile.read("m", json.replace("\n", " ").getBytes(UTF_8)).scorer().head())
        .isEqualTo(new LinearModel(new float[] {1}, 2));
    assertThatThrownBy(() -> StudentModelFile.read("models/m.json", changed.getBytes(UTF_8)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot trust model models/m.json: found content hash %s, it was written with %s."
                + " Restore the file or train the round again.",
            changedHash, hash);
  }

  @Test
  void keepsHiddenLayers() {
    StudentModel linear = model(new float[] {1}, 2, new Calibration(1, 2));
    LayeredModel layered =
        new LayeredModel(
            List.of(
                List.of(
                    new LinearModel(new float[] {0.1f, 2}, 0.3),
                    new LinearModel(new float[] {-1, 1e-9f}, -0.7))),
            new LinearModel(new float[] {3, 4}, 5));
    StudentModel model =
        new StudentModel(
            linear.lineage(),
            new StudentScorer(layered, null),
            null,
            null,
            linear.threshold(),
            linear.calibration(),
            linear.percentiles(),
            linear.training(),
            linear.outOfFold());

    StudentModel read = StudentModelFile.read("m", StudentModelFile.write(model).getBytes(UTF_8));

    assertThat(read).isEqualTo(model);
  }

  @Test
  void refusesANewerFormat() {
    String json =
        StudentModelFile.write(model(new float[] {1}, 2, new Calibration(1, 2)))
            .replace("\"format_version\" : 3", "\"format_version\" : 4");

    assertThatThrownBy(() -> StudentModelFile.read("m.json", json.getBytes(UTF_8)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot read model m.json: found format version 4, this version reads up to 3. Use the"
                + " version of Penumbra that wrote it, or a later one.");
  }

  @Test
  void refusesAnOlderFormat() {
    String json =
        StudentModelFile.write(model(new float[] {1}, 2, new Calibration(1, 2)))
            .replace("\"format_version\" : 3", "\"format_version\" : 2");

    assertThatThrownBy(() -> StudentModelFile.read("m.json", json.getBytes(UTF_8)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot read model m.json: found format version 2, this version reads 3. Use the"
                + " version of Penumbra that wrote it, or train the student in a new run.");
  }

  @Test
  void keepsTheNgramHalfSoThatTheFileAloneScoresAText() {
    StudentModel model = withNgrams();
    StudentInput item =
        new StudentInput(new EncodedText(new float[] {0.6f, 0.8f}, null, false), "Cures all!");

    String json = StudentModelFile.write(model);
    StudentModel read = StudentModelFile.read("m", json.getBytes(UTF_8));

    assertThat(read).isEqualTo(model);
    assertThat(read.readsTexts()).isTrue();
    assertThat(read.score(item))
        .isEqualTo(model.score(item))
        .isNotEqualTo(model.ofVectors(item.encoded()));
    assertThat(json).as("two rows of 2^18 floats").hasSizeLessThan(3_000_000);
  }

  @Test
  void refusesAChangedNgramWeight() throws Exception {
    ObjectNode tree =
        (ObjectNode) new ObjectMapper().readTree(StudentModelFile.write(withNgrams()));
    ObjectNode ngrams = (ObjectNode) tree.get("scorer").get("ngrams");
    String packed = ngrams.get("weights").asText();
    ngrams.put("weights", packed.replaceFirst("^.", packed.startsWith("B") ? "C" : "B"));

    assertThatThrownBy(() -> StudentModelFile.read("m.json", tree.toString().getBytes(UTF_8)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot trust model m.json: found content hash ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAAA", "no base64 at all!"})
  void saysWhichRowOfFloatsIsNone(String packed) throws Exception {
    ObjectNode tree =
        (ObjectNode) new ObjectMapper().readTree(StudentModelFile.write(withNgrams()));
    ((ObjectNode) tree.get("scorer").get("ngrams")).put("weights", packed);

    assertThatThrownBy(() -> StudentModelFile.read("m.json", tree.toString().getBytes(UTF_8)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot read model m.json: found ");
  }

  @Test
  void addsWhatHighestWindowAndWholeTextGive() {
    StudentModel model = withNgrams();
    EncodedText windows =
        new EncodedText(new float[] {0.6f, 0.8f}, new float[] {0, 1, 1, 0}, false);
    StudentInput item = new StudentInput(windows, "Cures all!");

    assertThat(model.ofVectors(windows)).isEqualTo(2.5);
    assertThat(model.ofText(item.text()))
        .isEqualTo(model.scorer().ngrams().score(model.features().of(item.text())));
    assertThat(model.score(item)).isEqualTo(2.5 + model.ofText(item.text()));
  }

  @Test
  void saysWhatIsNoModel() {
    assertThatThrownBy(() -> StudentModelFile.read("m.json", "[]".getBytes(UTF_8)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot read model m.json: found no format_version. Restore the file or train the"
                + " round again.");
    assertThatThrownBy(() -> StudentModelFile.read("m.json", "{\"form".getBytes(UTF_8)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot read model m.json: found ");
    assertThatThrownBy(
            () -> StudentModelFile.read("m.json", "{\"format_version\": 3}".getBytes(UTF_8)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("lineage");
  }

  @Test
  void refusesVectorsOfAnotherEncoder() {
    StudentModel model = model(new float[] {1}, 2, Calibration.UNDEFINED);

    model.requireEncoder("minilm renamed", "abc");
    assertThatThrownBy(() -> model.requireEncoder("bge", "def"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot score these vectors with the student: found encoder bge (def), it was trained"
                + " on minilm (abc). Embed with that encoder or train the student again.");
  }

  @Test
  void scoresATextInWindowsByItsHighest() {
    LinearModel model = new LinearModel(new float[] {2, -1}, 0.5);

    assertThat(model.score(new float[] {1, 1})).isEqualTo(1.5);
    float[] windows = {0, 1, 1, 1, 0, 0};
    assertThat(model.score(new EncodedText(new float[] {0.6f, 0.8f}, windows, false)))
        .isEqualTo(1.5);
    assertThat(model.score(new EncodedText(new float[] {1, 1}, null, false))).isEqualTo(1.5);
  }

  private static StudentModel withNgrams() {
    CharacterNgrams shape = CharacterNgrams.STANDARD;
    Random random = new Random(3);
    float[] weights = new float[shape.places()];
    float[] frequency = new float[shape.places()];
    for (int place = 0; place < weights.length; place++) {
      weights[place] = (float) random.nextGaussian();
      frequency[place] = (float) (1 + random.nextDouble());
    }
    StudentModel head = model(new float[] {2, -1}, 0.5, new Calibration(1, 2));
    return new StudentModel(
        head.lineage(),
        new StudentScorer(head.scorer().head(), new NgramModel(weights, -0.25)),
        new TextFeatures(shape, new InverseFrequency(frequency)),
        null,
        head.threshold(),
        head.calibration(),
        head.percentiles(),
        head.training(),
        head.outOfFold());
  }

  private static StudentModel model(float[] weights, double bias, Calibration calibration) {
    return new StudentModel(
        new StudentModel.Lineage("ads", "v1", "minilm", "abc"),
        new StudentScorer(new LinearModel(weights, bias), null),
        null,
        null,
        new Threshold(0.1 + 0.2, new Interval(0.05, Double.NaN, Double.NaN), Threshold.ASSUMED),
        calibration,
        new PercentileTable(3, new double[] {-1.0 / 3, 0, Math.PI}),
        new StudentModel.Training(10, 4, 200, 1e-7, 1e-8, 123.456, 60, Long.MAX_VALUE),
        new StudentModel.OutOfFoldSummary(0, 0, Double.NaN, Double.NaN, Double.NaN));
  }
}
