package org.penumbra.embed;

import java.util.ArrayList;
import java.util.List;

/**
 * Two encoders' vectors side by side, each scaled by 1/√2, so that the whole has unit length and a
 * cosine is the mean of the two. Where one cuts a text into fewer windows, its last stands beside
 * the other's further ones.
 *
 * @param first of the two
 * @param second of the two
 */
public record ConcatenatedEncoder(TextEncoder first, TextEncoder second) implements TextEncoder {

  private static final float HALF = (float) Math.sqrt(0.5);

  @Override
  public int dimension() {
    return first.dimension() + second.dimension();
  }

  @Override
  public List<EncodedText> encode(List<String> texts) {
    List<EncodedText> left = first.encode(texts);
    List<EncodedText> right = second.encode(texts);
    List<EncodedText> both = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      both.add(concatenated(left.get(i), right.get(i)));
    }
    return both;
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }

  private EncodedText concatenated(EncodedText left, EncodedText right) {
    float[] vector = new float[dimension()];
    copy(left.vector(), 0, vector, 0, first.dimension());
    copy(right.vector(), 0, vector, first.dimension(), second.dimension());
    boolean truncated = left.truncated() || right.truncated();
    int windows = Math.max(count(left), count(right));
    if (windows == 1) {
      return new EncodedText(vector, null, truncated);
    }
    float[] rows = new float[windows * dimension()];
    for (int row = 0; row < windows; row++) {
      copyWindow(left, row, rows, row * dimension());
      copyWindow(right, row, rows, row * dimension() + first.dimension());
    }
    return new EncodedText(vector, rows, truncated);
  }

  private static int count(EncodedText text) {
    return text.windows() == null ? 1 : text.windows().length / text.vector().length;
  }

  private static void copyWindow(EncodedText text, int row, float[] target, int at) {
    float[] source = text.windows() == null ? text.vector() : text.windows();
    int length = text.vector().length;
    copy(source, Math.min(row, count(text) - 1) * length, target, at, length);
  }

  private static void copy(float[] source, int from, float[] target, int to, int length) {
    for (int j = 0; j < length; j++) {
      target[to + j] = source[from + j] * HALF;
    }
  }
}
