package org.penumbra.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.penumbra.ExitCode;
import org.penumbra.UserException;

class PolicyReaderTest {

  private static final String GOOD =
      """
      policy {
        id = spam
        guideline-version = "1"
        question = "Is it?"
        definition = It is.
        labels { positive = yes, negative = no }
        reasons = []
        examples {
          positive = [buy, sell]
          negative = [hold]
        }
      }
      """;

  @TempDir Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("policy.conf"), text);
  }

  @Test
  void readsEveryField() throws URISyntaxException {
    Path file = Path.of(getClass().getResource("lost-dogs.conf").toURI());

    assertThat(PolicyReader.read(file))
        .isEqualTo(
            new Policy(
                "lost-dogs",
                "1",
                "Is somebody looking for a lost dog?",
                "A text asks for help in finding a dog.\nCats do not count.",
                "lost",
                "other",
                List.of("name", "place"),
                List.of("Has anyone seen Rex?", "Our puppy ran off near the mill."),
                List.of("Our cat ran off near the mill.")));
  }

  @Test
  void needsNeitherReasonsNorNegativeExamples() throws IOException {
    String text = GOOD.replaceAll("(?m)^ *(reasons|negative) .*$", "");
    assertThat(PolicyReader.read(file(text)))
        .satisfies(p -> assertThat(p.reasons()).isEmpty())
        .satisfies(p -> assertThat(p.negativeExamples()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id = spam | id = \"Spam!\" | 2: policy.id: found \"Spam!\", expected lower-case letters,"
            + " digits and hyphens",
        "\"Is it?\" | \"  \" | 4: policy.question: found \"  \", expected a text that is not empty",
        "It is. | null | 5: policy.definition: found null, expected a text that is not empty",
        "It is. | [a] | 5: policy.definition: found [\"a\"], expected a text that is not empty",
        "negative = no | negative = yes | 6: policy.labels.negative: the same as"
            + " policy.labels.positive",
        "reasons = [] | reasons = one | 7: policy.reasons: found \"one\", expected a list of texts",
        "reasons = [] | reason = [] | 7: policy.reason: unknown key; the nearest known key is"
            + " policy.reasons",
        "[buy, sell] | [] | 9: policy.examples.positive: expected at least one text, found none",
        "[buy, sell] | [buy, {a = 1}] | 9: policy.examples.positive: found {\"a\":1}, expected a"
            + " text that is not empty",
        "[hold] | [hold, \" sell\"] | 10: policy.examples.negative: the same text as a positive"
            + " example: \" sell\"",
      })
  void namesKeyFileAndLine(String good, String bad, String problem) throws IOException {
    Path file = file(GOOD.replace(good, bad));

    assertThatThrownBy(() -> PolicyReader.read(file))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.WRONG_USAGE))
        .hasMessage(
            "Cannot use the policy in "
                + file
                + ": 1 problem found.\n  "
                + file
                + ":"
                + problem
                + "\nconf/policies holds examples.");
  }

  @Test
  void reportsAllThatIsMissingTogether() throws IOException {
    Path file = file("policy { id = spam, labels { positive = yes } }");

    assertThatThrownBy(() -> PolicyReader.read(file))
        .isInstanceOf(UserException.class)
        .hasMessage(
            """
            Cannot use the policy in FILE: 5 problems found.
              FILE: policy.guideline-version: missing, expected a text
              FILE: policy.question: missing, expected a text
              FILE: policy.definition: missing, expected a text
              FILE: policy.labels.negative: missing, expected a text
              FILE: policy.examples.positive: expected at least one text, found none
            conf/policies holds examples."""
                .replace("FILE", file.toString()));
  }

  @Test
  void saysWhereThePolicyBelongsWhenItIsNotInItsSection() throws IOException {
    Path file = file("id = spam");

    assertThatThrownBy(() -> PolicyReader.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(":1: id: unknown key; the nearest known key is policy.id\n");
  }

  @Test
  void saysThatTheFileDoesNotExist() {
    assertThatThrownBy(() -> PolicyReader.read(Path.of("none.conf")))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot read the policy from none.conf: it does not exist. Set policy.file to a HOCON"
                + " file such as those in conf/policies.");
  }
}
