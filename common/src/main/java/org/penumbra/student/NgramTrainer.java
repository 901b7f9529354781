package org.penumbra.student;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.BitSet;
import java.util.Random;

/**
 * Trains the student's other half: a logistic regression on weighed n-gram counts. It minimises the
 * sum over items of the cross-entropy plus λ/2 |w|², the bias free, by LIBLINEAR's trust-region
 * Newton method (Lin, Weng and Keerthi 2008, JMLR 9).
 *
 * @param lambda weight of the penalty on the summed loss, above 0
 * @param tolerance LIBLINEAR's: on the gradient's norm, relative to the first one times the rarer
 *     label's share
 */
public record NgramTrainer(double lambda, double tolerance) {

  /** Leaves scores within a thousandth of the optimum's on every shape tried. */
  public static final double DEFAULT_TOLERANCE = 1e-3;

  public NgramTrainer {
    if (!(lambda > 0) || !(tolerance > 0)) {
      throw new IllegalArgumentException(
          "λ and tolerance are positive: %s, %s".formatted(lambda, tolerance));
    }
    Linear.disableDebugOutput();
  }

  /**
   * Trains on items that hold both labels.
   *
   * @param rows weighed counts
   * @param labels 0 or 1 beside them
   * @param places the rows' length
   */
  public NgramModel train(SparseVector[] rows, int[] labels, int places) {
    int[] used = used(rows, places);
    int[] numbers = new int[places];
    for (int number = 0; number < used.length; number++) {
      numbers[used[number]] = number;
    }
    Problem problem = new Problem();
    problem.l = rows.length;
    // One more, LIBLINEAR's last, for the bias.
    problem.n = used.length + 1;
    problem.bias = 1;
    problem.x = new Feature[rows.length][];
    problem.y = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      problem.x[i] = features(rows[i], numbers, used.length);
      problem.y[i] = labels[i];
    }
    Parameter parameter = new Parameter(SolverType.L2R_LR, 1 / lambda, tolerance);
    parameter.setRegularizeBias(false);
    parameter.setRandom(new Random(0));
    return model(Linear.train(problem, parameter), used, places);
  }

  /** Places that no row has keep weight 0, and cost nothing. */
  private static int[] used(SparseVector[] rows, int places) {
    BitSet used = new BitSet(places);
    for (SparseVector row : rows) {
      for (int place : row.indices()) {
        used.set(place);
      }
    }
    return used.stream().toArray();
  }

  private static Feature[] features(SparseVector row, int[] numbers, int bias) {
    int count = row.indices().length;
    Feature[] features = new Feature[count + 1];
    for (int i = 0; i < count; i++) {
      // LIBLINEAR counts from 1.
      features[i] = new FeatureNode(numbers[row.indices()[i]] + 1, row.values()[i]);
    }
    features[count] = new FeatureNode(bias + 1, 1);
    return features;
  }

  /** LIBLINEAR's weights speak for the label it met first. */
  private static NgramModel model(Model trained, int[] used, int places) {
    double sign = trained.getLabels()[0] == 1 ? 1 : -1;
    double[] all = trained.getFeatureWeights();
    float[] weights = new float[places];
    for (int number = 0; number < used.length; number++) {
      weights[used[number]] = (float) (sign * all[number]);
    }
    return new NgramModel(weights, sign * all[used.length]);
  }
}
