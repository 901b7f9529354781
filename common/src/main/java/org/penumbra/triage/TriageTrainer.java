package org.penumbra.triage;

import java.util.ArrayList;
import java.util.List;
import org.penumbra.student.InverseFrequency;
import org.penumbra.student.SparseVector;

/**
 * Distils a teacher's answers into a {@link TriageModel}: a penalised logistic regression on the
 * teacher's scores. A frequent word's weight is penalised more than a rare one's, by the square of
 * its inverse frequency in the texts, which is the same as to weigh the values by it; the model
 * that results reads plain counts. The windows of a long text share its weight.
 *
 * @param words how texts are read
 * @param lambda weight of the penalty on the loss of weights of mean 1, above 0
 */
public record TriageTrainer(HashedWords words, double lambda) {

  /** Found best, or as good as any, on short texts with some hundred positives. */
  public static final double DEFAULT_LAMBDA = 10;

  /** With the default features and penalty. */
  public static final TriageTrainer STANDARD =
      new TriageTrainer(HashedWords.STANDARD, DEFAULT_LAMBDA);

  public TriageTrainer {
    if (!(lambda > 0)) {
      throw new IllegalArgumentException("λ is positive, not " + lambda);
    }
  }

  /**
   * Trains a model; the same for the same texts in the same order.
   *
   * @param texts that the teacher has scored, at least one
   * @param targets its scores beside them, each in [0, 1]; 0 and 1 are certain answers
   * @param weights what each text stands for beside the others, above 0; only their ratios count
   */
  public TriageModel train(List<String> texts, double[] targets, double[] weights) {
    requireMatching(texts, targets, weights);
    double mean = 0;
    for (double weight : weights) {
      mean += weight / weights.length;
    }
    List<SparseVector> rows = new ArrayList<>();
    List<Double> rowTargets = new ArrayList<>();
    List<Double> rowWeights = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      List<SparseVector> windows = words.windows(texts.get(i));
      for (SparseVector window : windows) {
        rows.add(window);
        rowTargets.add(targets[i]);
        rowWeights.add(weights[i] / (mean * windows.size()));
      }
    }
    double[] costs = rowWeights.stream().mapToDouble(Double::doubleValue).toArray();
    InverseFrequency rarity = InverseFrequency.of(rows, costs, words.places());
    double[] minimum =
        new SoftLogistic(
                rows.stream().map(row -> weighed(row, rarity)).toArray(SparseVector[]::new),
                rowTargets.stream().mapToDouble(Double::doubleValue).toArray(),
                costs,
                words.places(),
                lambda)
            .minimum();
    float[] found = new float[words.places()];
    for (int place = 0; place < found.length; place++) {
      found[place] = (float) (minimum[place] * rarity.weights()[place]);
    }
    return new TriageModel(words, found, minimum[found.length]);
  }

  private static SparseVector weighed(SparseVector row, InverseFrequency rarity) {
    float[] values = row.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= rarity.weights()[row.indices()[i]];
    }
    return new SparseVector(row.indices(), values);
  }

  private static void requireMatching(List<String> texts, double[] targets, double[] weights) {
    if (texts.isEmpty() || texts.size() != targets.length || texts.size() != weights.length) {
      throw new IllegalArgumentException(
          "Texts, targets and weights differ in number, or there are none: %d, %d, %d"
              .formatted(texts.size(), targets.length, weights.length));
    }
    for (int i = 0; i < targets.length; i++) {
      if (!(targets[i] >= 0 && targets[i] <= 1 && weights[i] > 0)) {
        throw new IllegalArgumentException(
            "A target lies in [0, 1] and a weight above 0, not %s and %s"
                .formatted(targets[i], weights[i]));
      }
    }
  }
}
