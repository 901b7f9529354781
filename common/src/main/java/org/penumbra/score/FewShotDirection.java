package org.penumbra.score;

import java.util.List;
import org.penumbra.embed.EncodedText;
import org.penumbra.embed.Vectors;

/**
 * The score before there are labels: how far a text lies in the direction from the corpus mean to
 * the mean of the policy's positive examples. A weak, embedded stand-in for an LLM; a score to rank
 * by, never a probability.
 */
public final class FewShotDirection {

  private final float[] direction;

  private FewShotDirection(float[] direction) {
    this.direction = direction;
  }

  /**
   * The direction from a corpus to some examples, whatever their order.
   *
   * @param examples unit vectors of the positive examples, at least one
   * @param corpusMean the mean of the corpus's vectors, not normalised
   */
  public static FewShotDirection from(List<float[]> examples, float[] corpusMean) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("A direction needs at least one positive example");
    }
    FixedPointMean mean = new FixedPointMean(corpusMean.length);
    examples.forEach(mean::add);
    float[] positive = mean.mean();
    double[] difference = new double[positive.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = (double) positive[i] - corpusMean[i];
    }
    return new FewShotDirection(Vectors.normalised(difference));
  }

  /** The direction, d numbers of unit length; zero if the examples' mean is the corpus's. */
  public float[] vector() {
    return direction.clone();
  }

  /** In [-1, 1]: a long text's score is that of its most suspicious window. */
  public double score(EncodedText text) {
    return text.max(direction);
  }
}
