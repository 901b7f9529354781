package org.penumbra.student;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.ConvexOptimizer;
import org.deeplearning4j.optimize.solvers.BackTrackLineSearch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The exact minimum along a line, for one sigmoid unit under penalised cross-entropy. Along a
 * direction every item's log-odds is linear in the step, so two products with the inputs serve the
 * whole search, where backtracking takes a pass through the network for each step it tries. The
 * function is strictly convex: Newton's method, kept inside a bracket, finds its minimum.
 */
final class NewtonLineSearch extends BackTrackLineSearch {

  private static final int MOST_STEPS = 60;

  /** On the slope, relative to that at the start; conjugate directions need no more. */
  private static final double TOLERANCE = 1e-10;

  private final double[][] inputs;
  private final double[] labels;
  private final double lambda;

  /**
   * @param network one sigmoid unit, its inputs and labels set
   * @param lambda weight of the penalty on the weights
   */
  NewtonLineSearch(MultiLayerNetwork network, ConvexOptimizer optimizer, double lambda) {
    super(network, optimizer);
    this.inputs = network.getInput().toDoubleMatrix();
    this.labels = network.getLabels().ravel().toDoubleVector();
    this.lambda = lambda;
  }

  /** The step against the direction that leads to the minimum; 0 where the line is flat. */
  @Override
  public double optimize(
      INDArray parameters, INDArray gradient, INDArray direction, LayerWorkspaceMgr workspaces) {
    return new Line(parameters.ravel().toDoubleVector(), direction.ravel().toDoubleVector())
        .minimum();
  }

  /**
   * @param parameters the weights and, last, the bias
   */
  private double[] logOdds(double[] parameters) {
    double[] logOdds = new double[inputs.length];
    int weights = parameters.length - 1;
    for (int i = 0; i < logOdds.length; i++) {
      logOdds[i] = product(inputs[i], parameters, weights) + parameters[weights];
    }
    return logOdds;
  }

  private static double product(double[] left, double[] right, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  /** The loss as a function of the step. */
  private final class Line {

    private final double[] start;
    private final double[] change;
    private final double penaltySlope;
    private final double penaltyCurvature;
    private double slope;
    private double curvature;

    Line(double[] parameters, double[] direction) {
      int weights = parameters.length - 1;
      start = logOdds(parameters);
      change = logOdds(direction);
      penaltySlope = -lambda * product(parameters, direction, weights);
      penaltyCurvature = lambda * product(direction, direction, weights);
    }

    double minimum() {
      derive(0);
      double first = Math.abs(slope);
      double low = 0;
      double high = Double.POSITIVE_INFINITY;
      double step = 0;
      for (int i = 0; i < MOST_STEPS && Math.abs(slope) > TOLERANCE * first; i++) {
        if (slope < 0) {
          low = step;
        } else {
          high = step;
        }
        double newton = step - slope / curvature;
        if (newton > low && newton < high) {
          step = newton;
        } else {
          step = Double.isInfinite(high) ? 2 * low + 1 : (low + high) / 2;
        }
        derive(step);
      }
      return step;
    }

    private void derive(double step) {
      slope = penaltySlope + step * penaltyCurvature;
      curvature = penaltyCurvature;
      for (int i = 0; i < start.length; i++) {
        double p = 1 / (1 + Math.exp(step * change[i] - start[i]));
        slope += (labels[i] - p) * change[i];
        curvature += p * (1 - p) * change[i] * change[i];
      }
    }
  }
}
