package org.penumbra.jobs.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.penumbra.Errors;

/** Takes fields out of CSV records that {@link CsvSplitter} found whole. */
final class CsvFields implements RecordParser {

  private final char delimiter;
  private final int id;
  private final int text;
  private final int group;
  private final int language;

  /**
   * @throws org.penumbra.UserException where the header lacks a column, or has it twice
   */
  CsvFields(String path, String header, char delimiter, CorpusColumns columns) {
    this.delimiter = delimiter;
    List<String> names = split(header, delimiter).stream().map(String::strip).toList();
    for (Map.Entry<String, String> named : columns.bySetting().entrySet()) {
      check(path, names, named.getKey(), named.getValue());
    }
    this.id = names.indexOf(columns.id());
    this.text = names.indexOf(columns.text());
    this.group = names.indexOf(columns.group());
    this.language = names.indexOf(columns.language());
  }

  /** Tab where the name says so, else comma. */
  static char delimiter(String path) {
    return Compression.strip(path).toLowerCase(Locale.ROOT).endsWith(".tsv") ? '\t' : ',';
  }

  @Override
  public Parsed parse(String record) {
    List<String> fields = split(record, delimiter);
    return Parsed.of(
        new Fields(
            field(fields, id),
            CorpusText.of(field(fields, text)),
            field(fields, group),
            field(fields, language)));
  }

  private static String field(List<String> fields, int index) {
    return index < 0 ? null : fields.get(index);
  }

  private static void check(String path, List<String> names, String setting, String column) {
    int first = names.indexOf(column);
    if (first < 0) {
      throw Errors.corpusColumnMissing(path, setting, column, String.join(", ", names));
    }
    if (first != names.lastIndexOf(column)) {
      throw Errors.corpusColumnTwice(path, setting, column);
    }
  }

  private static List<String> split(String record, char delimiter) {
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (at <= record.length()) {
      StringBuilder field = new StringBuilder();
      if (at < record.length() && record.charAt(at) == '"') {
        at = quoted(record, at + 1, field);
      }
      int end = record.indexOf(delimiter, at);
      int stop = end < 0 ? record.length() : end;
      fields.add(field.append(record, at, stop).toString());
      at = stop + 1;
    }
    return fields;
  }

  /** Appends a quoted field; the position behind its closing quote. */
  private static int quoted(String record, int start, StringBuilder field) {
    int at = start;
    while (true) {
      int quote = record.indexOf('"', at);
      field.append(record, at, quote);
      if (quote + 1 == record.length() || record.charAt(quote + 1) != '"') {
        return quote + 1;
      }
      field.append('"');
      at = quote + 2;
    }
  }
}
