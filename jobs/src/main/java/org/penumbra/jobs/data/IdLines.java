package org.penumbra.jobs.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The ids in a file, one after the other, so that a file may be of any length. */
final class IdLines {

  private static final List<String> COLUMNS = List.of("item_id", "id");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final char MARK = '\uFEFF';

  private IdLines() {}

  static InputStream open(String uri, Configuration hadoop) throws IOException {
    Path path = new Path(uri);
    return path.getFileSystem(hadoop).open(path);
  }

  /**
   * The ids, in the file's order, repeated as often as there.
   *
   * @param uri tells the format by its end
   * @param in the file's bytes, closed by the caller
   * @throws IOException where the file cannot be read; while the stream is used it is unchecked
   */
  static Stream<String> of(String uri, InputStream in) throws IOException {
    String file = uri.toLowerCase(Locale.ROOT);
    try {
      // Strictly: an id with a replaced character would match nothing, and nobody would know.
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8.newDecoder()));
      skipMark(reader);
      if (file.endsWith(".csv")) {
        return csv(reader, ',');
      }
      if (file.endsWith(".tsv")) {
        return csv(reader, '\t');
      }
      if (file.endsWith(".jsonl") || file.endsWith(".ndjson") || file.endsWith(".json")) {
        return json(reader);
      }
      return reader.lines().filter(line -> !line.isBlank());
    } catch (CharacterCodingException e) {
      throw noText(e);
    }
  }

  /** What to tell of an error while a stream is used. */
  static IOException cause(UncheckedIOException error) {
    return error.getCause() instanceof CharacterCodingException coding
        ? noText(coding)
        : error.getCause();
  }

  private static IOException noText(CharacterCodingException e) {
    return new IOException("it is not UTF-8", e);
  }

  private static void skipMark(BufferedReader reader) throws IOException {
    reader.mark(1);
    if (reader.read() != MARK) {
      reader.reset();
    }
  }

  private static Stream<String> csv(BufferedReader reader, char delimiter) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(delimiter)
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreHeaderCase(true)
            .get();
    CSVParser parser = CSVParser.parse(reader, format);
    String column =
        COLUMNS.stream()
            .filter(parser.getHeaderMap()::containsKey)
            .findFirst()
            .orElseThrow(() -> new IOException("its header has no column item_id or id"));
    return parser.stream()
        .filter(record -> record.isSet(column) && !record.get(column).isBlank())
        .map(record -> record.get(column));
  }

  private static Stream<String> json(BufferedReader reader) {
    Numbered numbered = new Numbered();
    return reader.lines().map(numbered::id).filter(Objects::nonNull);
  }

  /** Lines of JSON, counted. */
  private static final class Numbered {

    private int number;

    /** The id in the next line; null for a blank line. */
    String id(String line) {
      number++;
      if (line.isBlank()) {
        return null;
      }
      try {
        JsonNode row = JSON.readTree(line);
        return COLUMNS.stream()
            .map(row::path)
            .filter(id -> id.isTextual() || id.isIntegralNumber())
            .map(JsonNode::asText)
            .findFirst()
            .orElseThrow(() -> new IOException("line " + number + " has no field item_id or id"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
