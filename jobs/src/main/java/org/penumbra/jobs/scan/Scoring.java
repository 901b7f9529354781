package org.penumbra.jobs.scan;

import java.io.Serializable;
import java.util.Set;
import java.util.TreeSet;
import org.penumbra.embed.EncodedText;
import org.penumbra.jobs.spark.EncoderSpec;
import org.penumbra.policy.Policy;
import org.penumbra.triage.Triage;

/**
 * How a task scores texts.
 *
 * @param triage what drops rows before they are encoded; null where all are
 * @param encoder null where scores come later and no vectors are made
 * @param direction a score is the greatest product of a window with it; null where scores come
 *     later
 * @param exampleTexts the policy's own examples
 * @param exampleVectors their vectors; empty where no vectors are made
 * @param nearDuplicate texts at least this similar to an example are left out of the pool
 * @param sample what the random numbers of the probability sample are drawn for
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, never compared
public record Scoring(
    Triage triage,
    EncoderSpec encoder,
    float[] direction,
    Set<String> exampleTexts,
    float[][] exampleVectors,
    double nearDuplicate,
    String sample)
    implements Serializable {

  /** The sample's name, unless there are several. */
  public static final String SAMPLE = "pool";

  /** For scores that come later: no vectors are made. */
  public static Scoring none(Policy policy) {
    Set<String> examples = new TreeSet<>(policy.positiveExamples());
    examples.addAll(policy.negativeExamples());
    return new Scoring(null, null, null, examples, new float[0][], 1, SAMPLE);
  }

  /** The same behind a model of words, with another direction and a sample of its own. */
  Scoring behind(Triage words, float[] other, String ofSample) {
    return new Scoring(
        words, encoder, other, exampleTexts, exampleVectors, nearDuplicate, ofSample);
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
