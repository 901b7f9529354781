package org.penumbra.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.UserException;

class CorpusReaderTest {

  private static final String LEAST =
      """
      corpus {
        name = tickets
        uri = tickets.jsonl
        source = ours
        licence = none
        label = "verdict = 'bad'"
      }
      """;

  @TempDir private Path folder;

  @Test
  void readsWhatIsGivenAndFillsInTheRest() throws IOException {
    assertThat(read(LEAST))
        .isEqualTo(
            new CorpusDescription(
                "tickets",
                "tickets.jsonl",
                "ours",
                "none",
                "id",
                "text",
                "true",
                "verdict = 'bad'",
                "cast(array() as array<struct<rater string, answer int>>)",
                "",
                new Roles.ByLabel()));
  }

  @Test
  void readsEveryKindOfRoles() throws IOException {
    assertThat(read(LEAST + "roles { kind = panel, reference-raters = 7, expert-raters = 2 }"))
        .extracting(CorpusDescription::roles)
        .isEqualTo(new Roles.ByPanel(7, 2, false, ""));
    assertThat(read(LEAST + "roles { kind = simulated, expert-kappa = .7, crowd-kappa = .4 }"))
        .extracting(CorpusDescription::roles)
        .isEqualTo(new Roles.BySimulation(.7, .4, .5));
    assertThat(read(LEAST + "roles { kind = named, expert = e1, crowd = mob }"))
        .extracting(CorpusDescription::roles)
        .isEqualTo(new Roles.ByName("e1", "mob"));
    assertThat(
            read(
                LEAST
                    + "roles { kind = panel, expert-raters = 3, adjudicated = true, crowd = mob }"))
        .extracting(CorpusDescription::roles)
        .isEqualTo(new Roles.ByPanel(1, 3, true, "mob"));
  }

  @Test
  void namesEveryProblemWithItsLine() {
    Path file = folder.resolve("corpus.conf");

    assertThatThrownBy(() -> read("corpus {\n name = \"A b\"\n lable = x\n}\nroles.kind = other\n"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            """
            Cannot use the labelled corpus described in %1$s: 7 problems found.
              %1$s: corpus.uri: missing, expected a text
              %1$s: corpus.source: missing, expected a text
              %1$s: corpus.licence: missing, expected a text
              %1$s: corpus.label: missing, expected a text
              %1$s:5: roles.kind: found "other", expected one of label, named, panel, simulated
              %1$s:2: corpus.name: found "A b", expected lower-case letters, digits, hyphens and\
             underscores
              %1$s:3: corpus.lable: unknown key; the nearest known key is corpus.label
            conf/studies/corpora holds examples."""
                .formatted(file));
  }

  @Test
  void refusesAPanelThatCannotDecide() {
    assertThatThrownBy(() -> read(LEAST + "roles { kind = panel, reference-raters = 4 }"))
        .hasMessageContaining(
            "roles: An odd number of reference raters and at least one expert, not 4 and 1");
    assertThatThrownBy(() -> read(LEAST + "roles { kind = panel, adjudicated = perhaps }"))
        .hasMessageContaining("roles.adjudicated: found \"perhaps\", expected true or false");
  }

  @Test
  void saysWhatToDoAboutAMissingFile() {
    Path file = folder.resolve("none.conf");

    assertThatThrownBy(() -> CorpusReader.read(file))
        .hasMessage(
            "Cannot read the description of a labelled corpus from "
                + file
                + ": it does not exist. Set study.corpora to HOCON files such as those in"
                + " conf/studies/corpora.");
  }

  private CorpusDescription read(String text) throws IOException {
    Path file = folder.resolve("corpus.conf");
    Files.writeString(file, text);
    return CorpusReader.read(file);
  }
}
