package org.penumbra.settings;

import static java.util.Comparator.comparingLong;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A number of bytes, written with its unit: powers of 1024 as 1KiB, 1MiB, 1GiB, 1TiB and powers of
 * 1000 as 1kB, 1MB, 1GB, 1TB.
 *
 * @param bytes at least 1
 */
public record DataSize(long bytes) {

  private static final Pattern WRITTEN = Pattern.compile("[0-9.]+ ?(k|M|G|T|[KMGT]i)?B");
  private static final List<String> UNITS =
      List.of("B", "kB", "KiB", "MB", "MiB", "GB", "GiB", "TB", "TiB");

  public DataSize {
    if (bytes < 1) {
      throw new IllegalArgumentException("A size is at least one byte: " + bytes);
    }
  }

  /** Reads a size; an {@link IllegalArgumentException} says that it is none. */
  public static DataSize parse(String text) {
    if (!WRITTEN.matcher(text).matches()) {
      throw new IllegalArgumentException(text);
    }
    return new DataSize(inBytes(text));
  }

  private static long inBytes(String text) {
    try {
      return ConfigValueFactory.fromAnyRef(text).atKey("size").getBytes("size");
    } catch (ConfigException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** The size in the largest unit that divides it. */
  @Override
  public String toString() {
    String unit =
        UNITS.stream()
            .filter(u -> bytes % inBytes("1" + u) == 0)
            .max(comparingLong(u -> inBytes("1" + u)))
            .orElseThrow();
    return bytes / inBytes("1" + unit) + unit;
  }
}
