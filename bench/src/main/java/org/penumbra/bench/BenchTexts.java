package org.penumbra.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads JSON lines with a field text, and label where there is one. */
final class BenchTexts {

  private BenchTexts() {}

  /**
   * A line.
   *
   * @param text its text
   * @param label 0 or 1; -1 where it has none
   */
  record Line(String text, int label) {}

  /** So many texts, spread evenly over the file, in its order. */
  static List<String> read(Path file, int wanted) throws IOException {
    return lines(file, wanted).stream().map(Line::text).toList();
  }

  /** So many lines, spread evenly over the file, in its order. */
  static List<Line> lines(Path file, int wanted) throws IOException {
    List<Line> all = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    try (InputStream bytes = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        BufferedReader reader = new BufferedReader(new InputStreamReader(plain, UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode node = json.readTree(line);
        all.add(new Line(node.path("text").asText(), node.path("label").asInt(-1)));
      }
    }
    if (all.size() < wanted) {
      throw new IllegalArgumentException(
          "%s has %d texts, fewer than %d".formatted(file, all.size(), wanted));
    }
    List<Line> spread = new ArrayList<>(wanted);
    for (int i = 0; i < wanted; i++) {
      spread.add(all.get((int) ((long) i * all.size() / wanted)));
    }
    return spread;
  }
}
