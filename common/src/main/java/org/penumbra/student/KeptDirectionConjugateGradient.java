package org.penumbra.student;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.solvers.ConjugateGradient;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j's conjugate gradient (Polak-Ribière, Nocedal and Wright 2006, section 5.2), with
 * two faults of 1.0.0-M2.1 mended. There, {@code preProcessLine} overwrites the conjugate direction
 * with the gradient, and the last gradient kept for the formula is the very array the next one is
 * written to, so that it is steepest descent under another name. Keeping copies restores the
 * method. Where the direction does not descend, or no step along it was found, it starts again from
 * the gradient. Steps are exact, as conjugate directions want them. And an iteration begins with
 * the gradient that the last one ended with, where the library computes it anew.
 */
final class KeptDirectionConjugateGradient extends ConjugateGradient {

  private static final long serialVersionUID = 1L;

  private double gradientNorm = Double.NaN;
  private boolean begins;
  private transient Pair<Gradient, Double> reached;

  /**
   * @param network one sigmoid unit, its inputs and labels set
   * @param lambda weight of the penalty on the weights
   */
  KeptDirectionConjugateGradient(MultiLayerNetwork network, double lambda) {
    super(network.conf(), null, null, network);
    lineMaximizer = new NewtonLineSearch(network, this, lambda);
  }

  /** Euclidean norm of the penalised loss's gradient after the last iteration. */
  double gradientNorm() {
    return gradientNorm;
  }

  /** Whether the last iteration found a step that lowers the loss. */
  boolean moved() {
    return step != 0.0;
  }

  @Override
  public boolean optimize(LayerWorkspaceMgr workspaces) {
    begins = true;
    return super.optimize(workspaces);
  }

  @Override
  public Pair<Gradient, Double> gradientAndScore(LayerWorkspaceMgr workspaces) {
    if (!begins || reached == null) {
      reached = super.gradientAndScore(workspaces);
    }
    begins = false;
    return reached;
  }

  @Override
  public void preProcessLine() {
    INDArray gradient = ((INDArray) searchState.get(GRADIENT_KEY)).dup();
    searchState.put(GRADIENT_KEY, gradient);
    INDArray direction = (INDArray) searchState.get(SEARCH_DIR);
    if (direction == null || Nd4j.getBlasWrapper().dot(direction, gradient) <= 0) {
      searchState.put(SEARCH_DIR, gradient.dup());
    }
  }

  @Override
  public void postStep(INDArray gradient) {
    gradientNorm = gradient.norm2Number().doubleValue();
    super.postStep(gradient);
    if (step == 0.0) {
      searchState.remove(SEARCH_DIR);
    }
  }
}
