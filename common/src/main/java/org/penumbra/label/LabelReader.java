package org.penumbra.label;

import java.util.List;
import java.util.stream.Stream;

/**
 * Reads label files as people and tools write them. A bad row becomes a reject that says why, the
 * rows around it survive, and nothing in a file's bytes makes it throw. Columns are found by name,
 * in any order and case: item_id or task_id, rater and answer or label; and, where present,
 * pair_id, phase, reasons, seconds, language, note, tool, at, policy_id, guideline_version, round.
 * Others are ignored.
 */
public final class LabelReader {

  /** Bytes of a line of JSON or a CSV record: a longer one is no label. */
  static final int LONGEST_LINE = 1 << 20;

  static final String TOO_LONG = "longer than 1 MiB";

  /**
   * The rows of a file, in its order.
   *
   * @param file its name, to be shown in rejects
   * @param bytes all of it, UTF-8 with or without a byte order mark
   */
  public Stream<ParsedLabel> read(String file, LabelFormat format, byte[] bytes) {
    List<ParsedLabel> rows =
        switch (format) {
          case CSV -> new CsvLabels(file, bytes).read();
          case JSON_LINES -> new JsonLabels(file, bytes).read();
          case JSON -> new JsonListLabels(file, bytes).read();
        };
    return rows.stream();
  }
}
