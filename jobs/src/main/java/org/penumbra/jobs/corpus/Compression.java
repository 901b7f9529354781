package org.penumbra.jobs.corpus;

import java.util.List;
import java.util.Locale;
import org.penumbra.Errors;

/**
 * How a whole file is compressed, told by its name. Parquet compresses inside and counts as none.
 */
public enum Compression {
  NONE,
  GZIP,
  ZSTD;

  private static final List<String> UNREAD =
      List.of(".bz2", ".xz", ".lz4", ".sz", ".snappy", ".br", ".zip", ".7z", ".lzo");

  /**
   * The compression a file name ends in.
   *
   * @throws org.penumbra.UserException where it is one that is not read
   */
  static Compression of(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    if (name.endsWith(".gz")) {
      return GZIP;
    }
    if (name.endsWith(".zst") || name.endsWith(".zstd")) {
      return ZSTD;
    }
    if (UNREAD.stream().anyMatch(name::endsWith)) {
      throw Errors.corpusCompressionUnknown(path);
    }
    return NONE;
  }

  /** A file name without the ending that tells its compression. */
  static String strip(String path) {
    return of(path) == NONE ? path : path.substring(0, path.lastIndexOf('.'));
  }
}
