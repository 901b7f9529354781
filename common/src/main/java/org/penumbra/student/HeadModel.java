package org.penumbra.student;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import org.penumbra.embed.EncodedText;

/** The student's head as executors use it: it reads raw unit vectors, without native code. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(LinearModel.class), @JsonSubTypes.Type(LayeredModel.class)})
public sealed interface HeadModel extends Serializable permits LinearModel, LayeredModel {

  /** The score of a vector: log-odds under the training labels' mix, not a probability. */
  double score(float[] vector);

  /** The score of a text: that of its highest window. */
  double score(EncodedText text);

  /** The model whose score is (score - mean) x factor. */
  HeadModel scaled(double mean, double factor);

  /** The scores of many vectors. */
  default double[] scores(float[][] vectors) {
    double[] scores = new double[vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      scores[i] = score(vectors[i]);
    }
    return scores;
  }
}
