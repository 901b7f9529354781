package org.penumbra.label.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.penumbra.label.Task;
import org.penumbra.label.Worksheet;
import org.penumbra.policy.Policy;

/** Worksheets for tests. */
final class Sheets {

  static final Policy POLICY =
      new Policy(
          "health-claims",
          "2",
          "Does this ad make a misleading health claim?",
          "An ad violates if it promises a cure without evidence.\nIt is fine if it only praises.",
          "violates",
          "fine",
          List.of("cure-or-treatment", "prevention"),
          List.of("Two spoons a day and arthritis is history."),
          List.of("Candlelight yoga on Thursdays, tea provided."));

  private Sheets() {}

  static Worksheet of(String... texts) {
    List<Task> tasks =
        IntStream.range(0, texts.length)
            .mapToObj(
                i -> new Task(String.format("%016x", i + 1), "item-" + i, "pair-" + i, texts[i]))
            .toList();
    return new Worksheet(POLICY, 3, "rater-1", 17, tasks);
  }

  static Worksheet numbered(int tasks) {
    return of(
        IntStream.rangeClosed(1, tasks)
            .mapToObj(i -> "Ad number " + i + ": feel fresh all day with our lemon tea.")
            .toArray(String[]::new));
  }

  /** A page in a folder, as a rater gets it. */
  static Path saved(Path folder, LabellingPage page) {
    try {
      return Files.writeString(folder.resolve(page.fileName()), page.html(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
