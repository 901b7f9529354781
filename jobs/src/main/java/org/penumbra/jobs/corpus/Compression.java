package org.penumbra.jobs.corpus;

import java.util.Locale;

/**
 * How a whole file is compressed, told by its name. Parquet compresses inside and counts as none.
 */
public enum Compression {
  NONE,
  GZIP,
  ZSTD;

  /** The compression a file name ends in. */
  static Compression of(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    if (name.endsWith(".gz")) {
      return GZIP;
    }
    return name.endsWith(".zst") || name.endsWith(".zstd") ? ZSTD : NONE;
  }

  /** A file name without the ending that tells its compression. */
  static String strip(String path) {
    return of(path) == NONE ? path : path.substring(0, path.lastIndexOf('.'));
  }
}
