package org.penumbra.student;

import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/**
 * Trains a linear head in Deeplearning4j: one sigmoid unit on standardised vectors, in double
 * precision, on all items at once, from zero weights, by conjugate gradient. It minimises the sum
 * over items of the cross-entropy plus λ/2 |w|², the bias free, until the gradient's norm is at
 * most {@code tolerance} times its first one.
 *
 * @param lambda weight of the penalty on the summed loss, above 0
 * @param tolerance on the gradient's norm, relative to that at zero weights
 * @param maxIterations of conjugate gradient
 */
public record LinearHeadTrainer(double lambda, double tolerance, int maxIterations)
    implements HeadTrainer {

  /** Reached in double precision on every shape tried; leaves the loss within 1e-9. */
  public static final double DEFAULT_TOLERANCE = 1e-7;

  /** Several times what ill-conditioned embeddings needed. */
  public static final int DEFAULT_MAX_ITERATIONS = 2000;

  /** Iterations without a step, the last of them along the gradient itself, that end the search. */
  private static final int STUCK = 2;

  public LinearHeadTrainer {
    if (!(lambda > 0) || !(tolerance > 0) || maxIterations < 1) {
      throw new IllegalArgumentException(
          "λ, tolerance and iterations are positive: %s, %s, %d"
              .formatted(lambda, tolerance, maxIterations));
    }
  }

  /** A trainer with the default tolerance. */
  public LinearHeadTrainer(double lambda) {
    this(lambda, DEFAULT_TOLERANCE, DEFAULT_MAX_ITERATIONS);
  }

  @Override
  public TrainedHead train(TrainingSet items, Standardiser standardiser) {
    HeadBatch batch = HeadBatch.of(items, standardiser);
    MultiLayerNetwork network = network(standardiser.inputs());
    network.setInput(batch.inputs());
    network.setLabels(batch.targets());
    network.computeGradientAndScore();
    double first = network.gradient().gradient().norm2Number().doubleValue();
    double norm = first;
    int iterations = 0;
    KeptDirectionConjugateGradient solver = new KeptDirectionConjugateGradient(network, lambda);
    int stuck = 0;
    while (iterations < maxIterations && norm > tolerance * first && stuck < STUCK) {
      solver.optimize(LayerWorkspaceMgr.noWorkspaces());
      norm = solver.gradientNorm();
      stuck = solver.moved() ? 0 : stuck + 1;
      iterations++;
    }
    network.computeGradientAndScore();
    return new TrainedHead(
        network, standardiser, network.score(), first == 0 ? 0 : norm / first, iterations);
  }

  private MultiLayerNetwork network(int inputs) {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.DOUBLE)
            .optimizationAlgo(OptimizationAlgorithm.CONJUGATE_GRADIENT)
            .miniBatch(false)
            .updater(new NoOp())
            .weightInit(WeightInit.ZERO)
            .biasInit(0)
            .l2(lambda)
            .l2Bias(0)
            .trainingWorkspaceMode(WorkspaceMode.ENABLED)
            .inferenceWorkspaceMode(WorkspaceMode.NONE)
            .list()
            .layer(
                new OutputLayer.Builder(new LossBinaryXENT(HeadBatch.CLIP))
                    .activation(Activation.SIGMOID)
                    .nIn(inputs)
                    .nOut(1)
                    .build())
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }
}
