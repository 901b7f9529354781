package org.penumbra.jobs.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.penumbra.Errors;
import org.penumbra.StableHash;

/**
 * A file of ids that a person wrote: CSV (.csv, .tsv) with a column item_id or id, JSON lines
 * (.jsonl, .ndjson, .json) with such a field, else text with one id a line. Blank lines are
 * skipped.
 *
 * @param names item ids, or hashes of texts (32 hexadecimal digits)
 * @param hash of the names, whatever their order: 32 hexadecimal digits
 */
public record IdList(SortedSet<String> names, String hash) {

  private static final List<String> COLUMNS = List.of("item_id", "id");
  private static final Pattern TEXT_HASH = Pattern.compile("[0-9a-f]{32}");
  private static final String MARK = "\uFEFF";

  /** A list of some names. */
  public static IdList of(SortedSet<String> names) {
    return new IdList(names, StableHash.id128(String.join("\n", names)));
  }

  /**
   * Reads a list.
   *
   * @param setting the setting or option that names it, for messages
   * @throws org.penumbra.UserException where it cannot be read
   */
  public static IdList read(String setting, String uri, Configuration hadoop) {
    try {
      return of(names(uri.toLowerCase(Locale.ROOT), text(new Path(uri), hadoop)));
    } catch (IOException | IllegalArgumentException e) {
      throw Errors.idsUnreadable(setting, uri, e.getMessage());
    }
  }

  /** Those of the names that can be hashes of texts. */
  public SortedSet<String> textHashes() {
    SortedSet<String> hashes = new TreeSet<>(names);
    hashes.removeIf(name -> !TEXT_HASH.matcher(name).matches());
    return hashes;
  }

  private static SortedSet<String> names(String file, String text) throws IOException {
    if (file.endsWith(".csv")) {
      return csv(text, ',');
    }
    if (file.endsWith(".tsv")) {
      return csv(text, '\t');
    }
    if (file.endsWith(".jsonl") || file.endsWith(".ndjson") || file.endsWith(".json")) {
      return json(text);
    }
    return new TreeSet<>(text.lines().filter(line -> !line.isBlank()).toList());
  }

  private static SortedSet<String> csv(String text, char delimiter) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(delimiter)
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreHeaderCase(true)
            .get();
    SortedSet<String> names = new TreeSet<>();
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
      String column =
          COLUMNS.stream()
              .filter(parser.getHeaderMap()::containsKey)
              .findFirst()
              .orElseThrow(() -> new IOException("its header has no column item_id or id"));
      for (CSVRecord record : parser) {
        if (record.isSet(column) && !record.get(column).isBlank()) {
          names.add(record.get(column));
        }
      }
    }
    return names;
  }

  private static SortedSet<String> json(String text) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    SortedSet<String> names = new TreeSet<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank()) {
        JsonNode row = mapper.readTree(line);
        names.add(
            COLUMNS.stream()
                .map(row::path)
                .filter(id -> id.isTextual() || id.isIntegralNumber())
                .map(JsonNode::asText)
                .findFirst()
                .orElseThrow(noField(number)));
      }
    }
    return names;
  }

  private static Supplier<IOException> noField(int line) {
    return () -> new IOException("line " + line + " has no field item_id or id");
  }

  private static String text(Path file, Configuration hadoop) throws IOException {
    try (FSDataInputStream in = file.getFileSystem(hadoop).open(file)) {
      // Strictly: an id with a replaced character would match nothing, and nobody would know.
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(in.readAllBytes())).toString();
      return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
    } catch (CharacterCodingException e) {
      throw new IOException("it is not UTF-8", e);
    }
  }
}
