package org.penumbra.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * Writes ads as two files of JSON lines: the corpus (id, text), which the loop may read, and the
 * hidden truth (id, label, borderline), which only simulated raters and the final reckoning may.
 */
public final class AdFiles {

  private record Text(String id, String text) {}

  private record Truth(String id, int label, boolean borderline) {}

  private final ObjectMapper json = new ObjectMapper();

  /** Writes both files, reading the ads once; ads are not held in memory. Returns their number. */
  public long write(Stream<Ad> ads, Path corpus, Path truth) throws IOException {
    long written = 0;
    try (BufferedWriter texts = Files.newBufferedWriter(corpus);
        BufferedWriter labels = Files.newBufferedWriter(truth)) {
      for (Iterator<Ad> rest = ads.iterator(); rest.hasNext(); written++) {
        Ad ad = rest.next();
        line(texts, new Text(ad.id(), ad.text()));
        line(labels, new Truth(ad.id(), ad.truth(), ad.borderline()));
      }
    }
    return written;
  }

  private void line(BufferedWriter out, Record fields) throws IOException {
    out.write(json.writeValueAsString(fields));
    out.write('\n');
  }
}
