package org.penumbra.jobs.corpus;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.penumbra.Errors;

/** What the bytes of a corpus file are. */
public enum CorpusFormat {
  PARQUET,
  /** One JSON object per line; a line of white space only is no row. */
  JSONL,
  /** RFC 4180 with a header line in each file; tabs instead of commas where the name says .tsv. */
  CSV,
  /** One text per line; an empty line is a row without text. */
  TEXT;

  /**
   * The one format of all files, told by their names.
   *
   * @throws org.penumbra.UserException naming the first file whose name tells no format or another
   */
  public static CorpusFormat detect(List<CorpusFile> files) {
    CorpusFile first = files.get(0);
    CorpusFormat format = required(first.path());
    for (CorpusFile file : files) {
      CorpusFormat other = required(file.path());
      if (other != format) {
        throw Errors.corpusFormatsMixed(
            first.path(), format.wireName(), file.path(), other.wireName());
      }
    }
    return format;
  }

  /** The format a file name tells, if any. */
  public static Optional<CorpusFormat> of(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    String inner = Compression.strip(name);
    String ending = inner.substring(inner.lastIndexOf('.') + 1);
    return switch (ending) {
      case "parquet" -> inner.equals(name) ? Optional.of(PARQUET) : Optional.empty();
      case "jsonl", "json", "ndjson" -> Optional.of(JSONL);
      case "csv", "tsv" -> Optional.of(CSV);
      case "txt" -> Optional.of(TEXT);
      default -> Optional.empty();
    };
  }

  /** The name in settings and messages. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static CorpusFormat required(String path) {
    return of(path).orElseThrow(() -> Errors.corpusFormatUnknown(path));
  }
}
