package org.penumbra.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.Interval;
import org.penumbra.UserException;
import org.penumbra.report.compare.ComparedRun;
import org.penumbra.report.compare.Comparison;
import org.penumbra.report.page.RoundFigures;

/** Where a comparison goes: to the terminal, and to a page if one is named. */
class ComparisonFileTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void isAPageToo() {
    Path file = folder.resolve("comparison.html");

    show(file);

    assertThat(file).content(UTF_8).startsWith("<!doctype html>").contains("file:/runs/a");
    assertThat(printed.toString(UTF_8))
        .startsWith("A  file:/runs/a, round 1")
        .endsWith("\ncomparison written to " + file + "\n");
  }

  @Test
  void isPrintedAloneWithoutAFile() {
    show(null);

    assertThat(printed.toString(UTF_8)).doesNotContain("written to");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysWhereItCannotBeWritten() {
    Path file = folder.resolve("nowhere/comparison.html");

    assertThatThrownBy(() -> show(file))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot write the report to %s: %s. Name a file in a folder that exists.", file, file);
  }

  private void show(Path file) {
    ReportCommand.show(
        Comparison.of(run("file:/runs/a"), run("file:/runs/b")),
        file,
        new PrintStream(printed, true, UTF_8));
  }

  private static ComparedRun run(String name) {
    RoundFigures round =
        new RoundFigures(
            1,
            3,
            9,
            List.of(),
            new TreeMap<>(Map.of(RoundFigures.MODEL, new Interval(0.5, 0.4, 0.6))),
            "go_on");
    return new ComparedRun(
        name,
        new TreeMap<>(),
        new TreeMap<>(Map.of(1, new TreeSet<>(List.of("x1")))),
        List.of(round));
  }
}
