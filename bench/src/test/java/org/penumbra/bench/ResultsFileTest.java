package org.penumbra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {

  @TempDir Path folder;

  @Test
  void aNewSectionStandsAtTheEnd() throws IOException {
    Path file = Files.writeString(folder.resolve("RESULTS.md"), "# Results\n");
    new ResultsFile(file).put("pairs", "Pairs", "| a |\n");
    assertThat(file)
        .hasContent(
            "# Results\n\n## Pairs\n\n<!-- measured: pairs -->\n| a |\n<!-- end: pairs -->\n");
  }

  @Test
  void newFiguresTakeThePlaceOfTheOldAndWhatPeopleWroteStays() throws IOException {
    Path file = folder.resolve("RESULTS.md");
    ResultsFile results = new ResultsFile(file);
    results.put("pairs", "Pairs", "old\n");
    results.put("assign", "Assign", "other\n");
    Files.writeString(file, Files.readString(file).replace("## Assign", "Its limit.\n\n## Assign"));
    results.put("pairs", "Pairs", "new\n");
    assertThat(Files.readString(file))
        .contains("new\n<!-- end: pairs -->\n\nIts limit.", "other")
        .doesNotContain("old");
  }
}
