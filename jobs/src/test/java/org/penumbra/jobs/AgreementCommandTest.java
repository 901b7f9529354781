package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreementCommandTest {

  /** Texts with real raters beside the repository; their licences keep them out of it. */
  private static final Path DATA = Path.of("..", "..", "shared", "data");

  @TempDir private Path folder;

  @RegisterExtension private final Console console = new Console();

  // ------------------------------------------------------------------------------ real raters

  @Test
  void ratersWithAGuidelineAgree() throws IOException {
    JsonNode report = report(data("annotation_paradigms"), "--raters", "g*");
    assertThat(measure(report, "Krippendorff's alpha")).isCloseTo(.78, within(.005));
    assertThat(report.get("raters")).hasSize(20);
    assertThat(report.get("pairs")).hasSize(190);
  }

  @Test
  void ratersWithoutAGuidelineDoNot() throws IOException {
    JsonNode report = report(data("annotation_paradigms"), "--raters", "n*");
    assertThat(measure(report, "Krippendorff's alpha")).isCloseTo(.20, within(.005));
  }

  @ParameterizedTest
  @CsvSource({
    "medical_relation_cause, majority, .535, 975",
    "medical_relation_treat, majority, .669, 621",
    "medical_relation_treat, 0.3, .717, 621",
    "medical_relation_treat, dawid-skene, .76, 621"
  })
  void theCrowdAgainstTheExpert(String file, String consensus, double kappa, int items)
      throws IOException {
    JsonNode report =
        report(data(file), "--raters", "c*", "--against", "e1", "--consensus", consensus);
    JsonNode expert = report.get("against").get(0);
    assertThat(expert.get("reference").asText()).isEqualTo("e1");
    assertThat(expert.get("estimate").asDouble()).isCloseTo(kappa, within(.005));
    assertThat(expert.get("items").asInt()).isEqualTo(items);
    assertThat(report.get("raters")).hasSize(466);
  }

  @ParameterizedTest
  @CsvSource({"medical_relation_cause, .54", "medical_relation_treat, .72"})
  void thePublishedCrowdLabelAgainstTheExpert(String file, double kappa) throws IOException {
    JsonNode report =
        report(data(file), "--field", "crowd_label", "--raters", "crowd_label", "--against", "e1");
    assertThat(report.get("against").get(0).get("estimate").asDouble())
        .isCloseTo(kappa, within(.005));
  }

  @Test
  void positionsCountButAreNobody() throws IOException {
    JsonNode report = report(data("davidson_hate"));
    assertThat(measure(report, "Krippendorff's alpha")).isCloseTo(.24, within(.005));
    assertThat(report.get("pairs")).isEmpty();
    assertThat(report.get("raters")).isEmpty();
    assertThat(report.get("measures").get(0).get("estimate").isNull()).isTrue();
  }

  // ------------------------------------------------------------------------------ made files

  @Test
  void readsLabelFilesOfAllFormatsWithRepeatsAndTimes() throws IOException {
    Path csv =
        TestFiles.lines(
            folder,
            "ann.csv",
            "item_id,rater,answer,phase,seconds",
            "i1,ann,positive,first,4",
            "i2,ann,negative,first,6",
            "i3,ann,positive,first,8",
            "i1,ann,positive,repeat,2",
            "i2,ann,positive,repeat,2");
    Path lines =
        TestFiles.lines(
            folder,
            "bob.jsonl.gz",
            "{\"item_id\": \"i1\", \"rater\": \"bob\", \"answer\": \"positive\"}",
            "{\"item_id\": \"i2\", \"rater\": \"bob\", \"answer\": \"negative\"}",
            "{\"item_id\": \"i3\", \"rater\": \"bob\", \"answer\": \"unsure\"}");

    JsonNode report = report(csv, lines.toString());

    assertThat(report.get("items").asInt()).isEqualTo(3);
    assertThat(report.get("doubled").asInt()).isEqualTo(2);
    assertThat(measure(report, "mean pairwise Cohen's kappa")).isEqualTo(1);
    assertThat(measure(report, "unsure share")).isCloseTo(1.0 / 6, within(1e-9));
    JsonNode ann = report.get("raters").get(0);
    assertThat(ann.get("rater").asText()).isEqualTo("ann");
    assertThat(ann.get("rank").isNull()).isTrue();
    assertThat(ann.get("median_seconds").asDouble()).isEqualTo(6);
    assertThat(ann.get("self_agreement").asDouble()).isEqualTo(.5);
    assertThat(console.out())
        .contains("1 pairs, 0 of them undefined, at least 2 common items")
        .contains("Panel: No disagreement was seen in 2 items");
  }

  @Test
  void aReferenceIsNoPartOfThePanel() throws IOException {
    Path file = rated();
    JsonNode report = report(file, "--reference", "truth");
    assertThat(report.get("against").get(0).get("reference").asText()).isEqualTo("truth");
    assertThat(report.get("against").get(0).get("estimate").asDouble()).isEqualTo(1);
    assertThat(report.get("raters")).hasSize(2);
    JsonNode joined = report(file, "--field", "truth");
    assertThat(joined.get("raters")).hasSize(3);
    assertThat(joined.get("against")).isEmpty();
  }

  @Test
  void rowsThatCannotBeTakenAreCountedAndNamed() throws IOException {
    Path file =
        TestFiles.lines(
            folder,
            "bad.csv",
            "item_id,rater,answer",
            "i1,ann,1",
            "i1,bob,1",
            "i2,ann,0",
            "i2,ann,1",
            "i2,bob,0",
            "i3,bob,perhaps",
            "i4,bob,0",
            "i4,bob,0");
    assertThat(report(file).get("answers").asInt()).isEqualTo(4);
    assertThat(console.out())
        .contains("3 rows could not be taken, such as:")
        .contains("  bad.csv, line 7: answer 'perhaps' is none of positive")
        .contains("  bad.csv, line 4: this rater answered this item differently");
  }

  @Test
  void aNameCannotSteerTheTerminal() throws IOException {
    Path file =
        TestFiles.lines(
            folder, "n.jsonl", "{\"id\": \"i\", \"ratings\": [[\"a\\u001b[31m\", 1], [\"b\", 0]]}");
    report(file);
    assertThat(console.out()).contains("a\uFFFD[31m").doesNotContain("\u001b");
  }

  // ------------------------------------------------------------------------------ errors

  @Test
  void aMissingFile() {
    Path missing = folder.resolve("none.csv");
    assertThat(run("--ratings", missing.toString())).isEqualTo(2);
    says(
        "Cannot read ratings from "
            + missing
            + ": nothing exists there. Name a CSV file or JSON lines, plain or gzip (.gz).");
  }

  @Test
  void aFileThatIsNoGzip() throws IOException {
    Path file = Files.writeString(folder.resolve("r.csv.gz"), "item_id,rater,answer\n");
    assertThat(run("--ratings", file.toString())).isEqualTo(2);
    says("Cannot read ratings from " + file + ": Not in GZIP format.");
  }

  @Test
  void aNameThatTellsNoFormat() {
    Path file = TestFiles.lines(folder, "r.txt", "x");
    assertThat(run("--ratings", file.toString())).isEqualTo(2);
    says(
        "Cannot read ratings from "
            + file
            + ": its name ends in none of .csv, .tsv, .json, .jsonl and .ndjson.");
  }

  @Test
  void noAnswerAtAll() {
    Path file = TestFiles.lines(folder, "r.csv", "item_id,rater,answer", "i,ann,perhaps");
    assertThat(run("--ratings", file.toString())).isEqualTo(2);
    says(
        "Cannot measure agreement: "
            + file
            + " holds no answer. 1 rows could not be read, the first because answer 'perhaps' is"
            + " none of");
  }

  @Test
  void ratersWhoAreNotThere() {
    assertThat(run("--ratings", rated().toString(), "--raters", "x*")).isEqualTo(2);
    says(
        "Cannot measure agreement: no rater fits --raters 'x*'. There are: ann, bob. Names are"
            + " parted by commas, * stands for any characters.");
    assertThat(run("--ratings", rated().toString(), "--against", "e1")).isEqualTo(2);
    says("Cannot measure agreement: no rater fits --against 'e1'. There are: ann, bob.");
  }

  @Test
  void aFieldWithoutAnAnswer() {
    assertThat(run("--ratings", rated().toString(), "--field", "crowd")).isEqualTo(2);
    says("Cannot take --field crowd as a rater: no line with ratings holds an answer in it.");
    assertThat(run("--ratings", rated().toString(), "--reference", "gold")).isEqualTo(2);
    says("Cannot take --reference gold as a rater: no line with ratings holds an answer in it.");
  }

  @Test
  void answersToSeveralPoliciesOrGuidelines() {
    Path policies =
        TestFiles.lines(
            folder, "p.csv", "item_id,rater,answer,policy_id", "i,ann,1,hate", "i,bob,1,spam");
    assertThat(run("--ratings", policies.toString())).isEqualTo(2);
    says("Cannot pool labels: they answer the questions of policies hate, spam.");
    Path versions =
        TestFiles.lines(
            folder, "g.csv", "item_id,rater,answer,guideline_version", "i,ann,1,v1", "i,bob,1,v2");
    assertThat(run("--ratings", versions.toString())).isEqualTo(2);
    says("Cannot pool labels: they follow guideline versions v1, v2,");
  }

  @Test
  void positionsCannotBeWeighed() {
    Path file =
        TestFiles.lines(
            folder, "q.jsonl", "{\"id\": \"i\", \"ratings\": [[\"?0\", 1], [\"e1\", 0]]}");
    assertThat(run("--ratings", file.toString(), "--against", "e1", "--consensus", "dawid-skene"))
        .isEqualTo(2);
    says("Cannot judge rater ?0: a name that starts with ? is a position within its item");
    assertThat(run("--ratings", file.toString(), "--against", "*0")).isEqualTo(2);
    says("Cannot judge rater ?0:");
  }

  @Test
  void anUnknownConsensusAndAFolderThatIsNotThere() {
    assertThat(run("--ratings", rated().toString(), "--consensus", "mean")).isEqualTo(2);
    assertThat(console.err())
        .contains("'mean' is neither majority nor dawid-skene nor a share above 0, at most 1");
    assertThat(run("--ratings", rated().toString(), "--consensus", "1.5")).isEqualTo(2);
    Path out = folder.resolve("none").resolve("r.json");
    assertThat(run("--ratings", rated().toString(), "--out", out.toString())).isEqualTo(1);
    says("Cannot write the report to " + out + ": ");
  }

  private void says(String message) {
    assertThat(console.err()).contains("penumbra: " + message);
  }

  /** Four items by ann and bob, and the truth of each. */
  private Path rated() {
    return TestFiles.lines(
        folder,
        "rated.jsonl",
        "{\"id\": \"i1\", \"ratings\": [[\"ann\", 1], [\"bob\", 1]], \"truth\": 1}",
        "{\"id\": \"i2\", \"ratings\": [[\"ann\", 0], [\"bob\", 0]], \"truth\": 0}",
        "{\"id\": \"i3\", \"ratings\": [[\"ann\", 1], [\"bob\", 0]], \"truth\": 0}",
        "{\"id\": \"i4\", \"ratings\": [[\"ann\", 1], [\"bob\", 1]], \"truth\": 1}");
  }

  private JsonNode report(Path file, String... more) throws IOException {
    Path json = folder.resolve("report.json");
    List<String> arguments = new ArrayList<>(List.of("--ratings", file.toString()));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--out", json.toString()));
    assertThat(run(arguments.toArray(String[]::new))).as(console.err()).isZero();
    return new ObjectMapper().readTree(json.toFile());
  }

  private static int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("agreement"));
    all.addAll(List.of(arguments));
    return Penumbra.run(all.toArray(String[]::new));
  }

  private static double measure(JsonNode report, String name) {
    for (JsonNode measure : report.get("measures")) {
      if (measure.get("measure").asText().equals(name)) {
        return measure.get("estimate").asDouble();
      }
    }
    throw new AssertionError(name + " is not in the report");
  }

  private static Path data(String name) {
    Path file = DATA.resolve(name + ".jsonl.gz");
    assumeTrue(Files.exists(file), "not here: " + file + ", real ratings to measure");
    return file;
  }
}
