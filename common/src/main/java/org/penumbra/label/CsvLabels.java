package org.penumbra.label;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Labels as CSV. Records are cut out of the bytes first and parsed one by one, so that bytes that
 * are not UTF-8 or a quote that never closes cost the row they stand in and not the rest of the
 * file: after a bad record of several lines reading goes on at its second line.
 */
final class CsvLabels {

  /** A quoted field that runs on for longer was never closed. */
  private static final int LONGEST_RECORD = 1 << 18;

  private static final class BadRecord extends Exception {
    BadRecord(String reason) {
      super(reason);
    }
  }

  private final String file;
  private final byte[] bytes;
  private final char delimiter;
  private final CSVFormat format;

  CsvLabels(String file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
    this.delimiter = delimiter(bytes);
    this.format = CSVFormat.RFC4180.builder().setDelimiter(delimiter).get();
  }

  List<ParsedLabel> read() {
    int from = Utf8.start(bytes);
    int headerEnd = endOfRecord(from);
    List<String> header;
    try {
      header = header(from, headerEnd);
    } catch (BadRecord e) {
      int end = Utf8.endOfLine(bytes, from);
      String sample = Utf8.lenient(bytes, from, Utf8.beforeReturn(bytes, from, end));
      return List.of(new LabelReject(file, 1, e.getMessage() + "; the file is unread", sample));
    }
    return rows(header, headerEnd + 1, 1 + lines(from, headerEnd));
  }

  private List<ParsedLabel> rows(List<String> header, int start, long startLine) {
    List<ParsedLabel> rows = new ArrayList<>();
    int from = start;
    long line = startLine;
    while (from < bytes.length) {
      int end = endOfRecord(from);
      String sample = Utf8.lenient(bytes, from, Math.max(from, end));
      try {
        if (end < 0 || !sample.isBlank()) {
          rows.add(LabelFields.parse(file, line, fields(header, from, end), sample.strip()));
        }
      } catch (BadRecord e) {
        end = Utf8.endOfLine(bytes, from);
        sample = Utf8.lenient(bytes, from, Utf8.beforeReturn(bytes, from, end));
        rows.add(new LabelReject(file, line, e.getMessage(), sample));
      }
      line += lines(from, end);
      from = end + 1;
    }
    return rows;
  }

  private List<String> header(int from, int end) throws BadRecord {
    if (from >= bytes.length) {
      throw new BadRecord("empty");
    }
    List<String> names =
        record(from, end).stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name) && LabelFields.NAMES.contains(name)) {
        throw new BadRecord("the header names column " + name + " twice");
      }
    }
    if (!seen.contains("item_id") && !seen.contains("task_id")) {
      throw new BadRecord("the header has no column item_id or task_id");
    }
    if (!seen.contains("rater")) {
      throw new BadRecord("the header has no column rater");
    }
    if (!seen.contains("answer") && !seen.contains("label")) {
      throw new BadRecord("the header has no column answer or label");
    }
    return names;
  }

  private Map<String, String> fields(List<String> header, int from, int end) throws BadRecord {
    List<String> values = record(from, end);
    if (values.size() != header.size()) {
      throw new BadRecord(
          "%s columns where the header has %s".formatted(values.size(), header.size()));
    }
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      fields.put(header.get(i), values.get(i));
    }
    return fields;
  }

  private List<String> record(int from, int end) throws BadRecord {
    if (end < 0) {
      throw new BadRecord("a quote is never closed");
    }
    if (end - from > LabelReader.LONGEST_LINE) {
      throw new BadRecord(LabelReader.TOO_LONG);
    }
    String text =
        Utf8.strict(bytes, from, Utf8.beforeReturn(bytes, from, end))
            .orElseThrow(() -> new BadRecord("not UTF-8"));
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
      List<CSVRecord> records = parser.getRecords();
      if (records.size() == 1) {
        return records.get(0).toList();
      }
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      throw new BadRecord("text after a closing quote");
    }
    throw new BadRecord("a carriage return outside quotes");
  }

  /** Where the line feed that ends a record stands, or -1 if a quote is never closed. */
  private int endOfRecord(int from) {
    boolean quoted = false;
    boolean quotedField = false;
    boolean fieldStart = true;
    for (int i = from; i < bytes.length; i++) {
      byte b = bytes[i];
      if (quoted) {
        if (i - from > LONGEST_RECORD) {
          return -1;
        }
        quoted = b != '"';
      } else if (b == '\n') {
        return i;
      } else if (b == '"') {
        // Right behind a closing quote this is the second of a doubled one: the field goes on.
        quoted = fieldStart || (quotedField && bytes[i - 1] == '"');
        quotedField = quoted;
      }
      fieldStart = !quoted && b == delimiter;
      quotedField &= !fieldStart;
    }
    return quoted ? -1 : bytes.length;
  }

  private int lines(int from, int end) {
    int lines = 1;
    for (int i = from; i < end; i++) {
      lines += bytes[i] == '\n' ? 1 : 0;
    }
    return lines;
  }

  /** Spreadsheets write semicolons or tabs in many countries: what parts the header parts all. */
  private static char delimiter(byte[] bytes) {
    int end = Utf8.endOfLine(bytes, 0);
    char best = ',';
    int most = 0;
    for (char candidate : new char[] {',', ';', '\t'}) {
      int count = 0;
      for (int i = 0; i < end; i++) {
        count += bytes[i] == candidate ? 1 : 0;
      }
      if (count > most) {
        best = candidate;
        most = count;
      }
    }
    return best;
  }
}
