package org.penumbra.student;

import java.util.Arrays;
import java.util.List;
import org.penumbra.embed.EncodedText;

/**
 * A head with hidden layers of tanh units.
 *
 * @param layers from the vector up, each of at least one unit
 * @param output reads the last layer's units
 */
public record LayeredModel(List<List<LinearModel>> layers, LinearModel output)
    implements HeadModel {

  @Override
  public double score(float[] vector) {
    float[] units = vector;
    for (List<LinearModel> layer : layers) {
      float[] above = new float[layer.size()];
      for (int unit = 0; unit < above.length; unit++) {
        above[unit] = (float) Math.tanh(layer.get(unit).score(units));
      }
      units = above;
    }
    return output.score(units);
  }

  @Override
  public double score(EncodedText text) {
    if (text.windows() == null) {
      return score(text.vector());
    }
    double highest = Double.NEGATIVE_INFINITY;
    int length = text.vector().length;
    for (int from = 0; from < text.windows().length; from += length) {
      highest = Math.max(highest, score(Arrays.copyOfRange(text.windows(), from, from + length)));
    }
    return highest;
  }

  @Override
  public LayeredModel scaled(double mean, double factor) {
    return new LayeredModel(layers, output.scaled(mean, factor));
  }
}
