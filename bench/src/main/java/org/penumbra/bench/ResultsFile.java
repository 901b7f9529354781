package org.penumbra.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * RESULTS.md: a section a benchmark. Between a section's markers stands what was measured, replaced
 * by each run; what people wrote around them stays.
 */
final class ResultsFile {

  private final Path file;

  ResultsFile(Path file) {
    this.file = file;
  }

  /**
   * Puts a benchmark's figures in the place of its earlier ones, or in a new section at the end.
   */
  void put(String name, String title, String measured) throws IOException {
    String text = Files.exists(file) ? Files.readString(file, UTF_8) : "";
    String begin = "<!-- measured: " + name + " -->\n";
    String end = "<!-- end: " + name + " -->\n";
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    String section = begin + measured + end;
    if (from < 0 || to < from) {
      Files.writeString(file, text + "\n## " + title + "\n\n" + section, UTF_8);
    } else {
      String whole = text.substring(0, from) + section + text.substring(to + end.length());
      Files.writeString(file, whole, UTF_8);
    }
  }
}
