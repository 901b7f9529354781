package org.penumbra.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The word lists that lie beside this package. */
final class Resources {

  /** Two texts of one line, parted by a tab. */
  record Pair(String first, String second) {}

  private Resources() {}

  /** The lines of a resource that are neither blank nor a comment ({@code # …}). */
  static List<String> lines(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The jar lacks its resource " + name);
      }
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("# "))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a resource, each cut in two at its tab. */
  static List<Pair> pairs(String name) {
    return lines(name).stream().map(Resources::pair).toList();
  }

  private static Pair pair(String line) {
    int tab = line.indexOf('\t');
    if (tab < 0) {
      throw new IllegalArgumentException("A tab must part two texts in '" + line + "'");
    }
    return new Pair(line.substring(0, tab), line.substring(tab + 1));
  }
}
