package org.penumbra.label;

import java.util.Locale;
import java.util.Optional;

/** How a label file is written. */
public enum LabelFormat {
  /** A header and rows, parted by comma, semicolon or tab; quotes as in RFC 4180. */
  CSV,
  /** An object a line. */
  JSON_LINES,
  /** One list of objects, as Label Studio and Argilla export. */
  JSON;

  /** Tells the format from a file's name; empty if the name tells none. */
  public static Optional<LabelFormat> of(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      return Optional.of(CSV);
    }
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return Optional.of(JSON_LINES);
    }
    return name.endsWith(".json") ? Optional.of(JSON) : Optional.empty();
  }
}
