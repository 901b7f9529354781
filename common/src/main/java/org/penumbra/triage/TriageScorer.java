package org.penumbra.triage;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Scores texts by a {@link TriageModel}, without allocating anything per text. Each thread needs
 * its own: it keeps the words of the last text.
 */
public final class TriageScorer {

  private final WordReader reader;
  private final float[] weights;
  private final double bias;

  TriageScorer(TriageModel model) {
    this.reader = model.words().reader();
    this.weights = model.weights();
    this.bias = model.bias();
  }

  /** The score of a text: log-odds, those of its highest window. */
  public double score(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    return score(utf8, 0, utf8.length);
  }

  /**
   * The score of a text in UTF-8; invalid bytes count as letters.
   *
   * @param from the text's first byte
   * @param to the byte after its last
   */
  public double score(byte[] utf8, int from, int to) {
    int features = reader.read(utf8, from, to);
    int windows = HashedWords.windows(features);
    double highest = Double.NEGATIVE_INFINITY;
    for (int window = 0; window < windows; window++) {
      int start = HashedWords.start(window);
      int end = HashedWords.end(window, windows, features);
      highest = Math.max(highest, sum(start, end) * HashedWords.scale(end - start));
    }
    return bias + highest;
  }

  private double sum(int start, int end) {
    int[] places = reader.places();
    double sum = 0;
    for (int i = start; i < end; i++) {
      sum += weights[places[i]];
    }
    return sum;
  }
}
