package org.penumbra.triage;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.Serializable;
import java.util.Arrays;
import org.penumbra.student.PackedFloats;

/**
 * A linear model of hashed words. Its scores rank texts; they are log-odds of the sample it was
 * trained on, not of the corpus.
 *
 * @param words how texts are read
 * @param weights one per place
 * @param bias the score of a text without words
 */
@SuppressWarnings("ArrayRecordComponent") // a row of numbers, shared and never written to
public record TriageModel(
    HashedWords words,
    @JsonSerialize(using = PackedFloats.Writer.class)
        @JsonDeserialize(using = PackedFloats.Reader.class)
        float[] weights,
    double bias)
    implements Serializable {

  public TriageModel {
    if (weights.length != words.places()) {
      throw new IllegalArgumentException(
          "%d places do not go with %d weights".formatted(words.places(), weights.length));
    }
  }

  /** A scorer of texts, for one thread. */
  public TriageScorer scorer() {
    return new TriageScorer(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TriageModel that
        && words.equals(that.words)
        && Double.compare(bias, that.bias) == 0
        && Arrays.equals(weights, that.weights);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(weights) + Double.hashCode(bias);
  }
}
