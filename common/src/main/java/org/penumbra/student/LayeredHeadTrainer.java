package org.penumbra.student;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/**
 * Trains a head with hidden layers in Deeplearning4j: tanh units below one sigmoid unit, the same
 * loss and penalty as a linear one, all items at once, by Adam (Kingma and Ba 2015, ICLR). Two
 * layers under a penalty need a far smaller one than a linear head: their product pays it twice.
 *
 * @param hidden units of each hidden layer, at least one layer
 * @param lambda weight of the penalty on the summed loss, above 0
 * @param tolerance on the gradient's norm, relative to that at the first weights
 * @param maxIterations passes over the items at most
 * @param seed of the first weights
 */
record LayeredHeadTrainer(
    List<Integer> hidden, double lambda, double tolerance, int maxIterations, long seed)
    implements HeadTrainer {

  private static final double LEARNING_RATE = 0.01;

  /** Passes between two looks at the gradient. */
  private static final int LOOK = 10;

  LayeredHeadTrainer {
    if (hidden.isEmpty() || !(lambda > 0) || !(tolerance > 0) || maxIterations < 1) {
      throw new IllegalArgumentException(
          "Hidden layers, λ, tolerance and iterations are positive: %s, %s, %s, %d"
              .formatted(hidden, lambda, tolerance, maxIterations));
    }
  }

  @Override
  public TrainedHead train(TrainingSet items, Standardiser standardiser) {
    HeadBatch batch = HeadBatch.of(items, standardiser);
    MultiLayerNetwork network = network(standardiser.inputs());
    double first = gradientNorm(network, batch);
    double norm = first;
    int iterations = 0;
    while (iterations < maxIterations && norm > tolerance * first) {
      network.fit(batch.inputs(), batch.targets());
      iterations++;
      if (iterations % LOOK == 0 || iterations == maxIterations) {
        norm = gradientNorm(network, batch);
      }
    }
    return new TrainedHead(network, standardiser, network.score(), norm / first, iterations);
  }

  private static double gradientNorm(MultiLayerNetwork network, HeadBatch batch) {
    network.setInput(batch.inputs());
    network.setLabels(batch.targets());
    network.computeGradientAndScore();
    return network.gradient().gradient().norm2Number().doubleValue();
  }

  private MultiLayerNetwork network(int inputs) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.DOUBLE)
            .miniBatch(false)
            .updater(new Adam(LEARNING_RATE))
            .weightInit(WeightInit.XAVIER)
            .seed(seed)
            .l2(lambda)
            .l2Bias(0)
            .trainingWorkspaceMode(WorkspaceMode.ENABLED)
            .inferenceWorkspaceMode(WorkspaceMode.NONE)
            .list();
    int below = inputs;
    for (int units : hidden) {
      layers.layer(
          new DenseLayer.Builder().activation(Activation.TANH).nIn(below).nOut(units).build());
      below = units;
    }
    layers.layer(
        new OutputLayer.Builder(new LossBinaryXENT(HeadBatch.CLIP))
            .activation(Activation.SIGMOID)
            .nIn(below)
            .nOut(1)
            .build());
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    return network;
  }
}
