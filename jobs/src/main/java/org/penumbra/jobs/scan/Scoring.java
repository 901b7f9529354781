package org.penumbra.jobs.scan;

import java.io.Serializable;
import java.util.Set;
import java.util.TreeSet;
import org.penumbra.embed.EncodedText;
import org.penumbra.jobs.spark.EncoderSpec;
import org.penumbra.policy.Policy;

/**
 * How a task scores texts.
 *
 * @param encoder null where scores come later and no vectors are made
 * @param direction a score is the greatest product of a window with it; null where scores come
 *     later
 * @param exampleTexts the policy's own examples
 * @param exampleVectors their vectors; empty where no vectors are made
 * @param nearDuplicate texts at least this similar to an example are left out of the pool
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, never compared
public record Scoring(
    EncoderSpec encoder,
    float[] direction,
    Set<String> exampleTexts,
    float[][] exampleVectors,
    double nearDuplicate)
    implements Serializable {

  /** For scores that come later: no vectors are made. */
  public static Scoring none(Policy policy) {
    Set<String> examples = new TreeSet<>(policy.positiveExamples());
    examples.addAll(policy.negativeExamples());
    return new Scoring(null, null, examples, new float[0][], 1);
  }

  /** Whether it gives scores; else they come later. */
  boolean scores() {
    return direction != null;
  }

  /** The score, or null where scores come later. */
  Double score(EncodedText text) {
    return direction == null ? null : text.max(direction);
  }

  /** Whether the text is an example of the policy or nearly the same as one. */
  boolean isExample(String text, EncodedText encoded) {
    if (exampleTexts.contains(text)) {
      return true;
    }
    for (float[] example : exampleVectors) {
      if (encoded.max(example) >= nearDuplicate) {
        return true;
      }
    }
    return false;
  }
}
