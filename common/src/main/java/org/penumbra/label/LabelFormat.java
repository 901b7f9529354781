package org.penumbra.label;

import java.util.Locale;
import org.penumbra.Errors;

/** How a label file is written. */
public enum LabelFormat {
  /** A header and rows, parted by comma, semicolon or tab; quotes as in RFC 4180. */
  CSV,
  /** An object a line. */
  JSON_LINES;

  /**
   * Tells the format from a file's name.
   *
   * @throws org.penumbra.UserException if the name tells none
   */
  public static LabelFormat of(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      return CSV;
    }
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return JSON_LINES;
    }
    throw Errors.labelFormatUnknown(file);
  }
}
