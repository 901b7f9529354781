package org.penumbra.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

class NewtonLineSearchTest {

  private static final double[][] INPUTS = {{1, 2}, {-1, 0.5}, {3, -1}, {0, 1}};
  private static final double[] LABELS = {1, 0, 1, 0};

  @ParameterizedTest
  @CsvSource({"0.1, 1", "0.5, 1", "0.1, 1e-6", "0.1, 1e6", "1e-9, 1"})
  void stopsWhereTheLossAlongTheLineIsLeast(double lambda, double length) {
    double[] start = {0.3, -0.2, 0.1};
    double[] direction = {-0.5 * length, 0.4 * length, -0.3 * length};

    double step = step(lambda, start, direction);

    double least = loss(lambda, start, direction, step);
    assertThat(step).isPositive();
    assertThat(loss(lambda, start, direction, step * 0.99)).isGreaterThan(least);
    assertThat(loss(lambda, start, direction, step * 1.01)).isGreaterThan(least);
  }

  @Test
  void standsStillWhereTheLineClimbsOrIsFlat() {
    double[] start = {0.3, -0.2, 0.1};

    assertThat(step(0.1, start, new double[] {0.5, -0.4, 0.3})).isZero();
    assertThat(step(0.1, start, new double[] {0, 0, 0})).isZero();
  }

  @Test
  void findsTheMeanOfALineWhereOnlyThePenaltyCounts() {
    double step = step(1e9, new double[] {2, 4, 0}, new double[] {1, 2, 0});

    assertThat(step).isCloseTo(2, within(1e-6));
  }

  private static double step(double lambda, double[] start, double[] direction) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .list()
                .layer(
                    new OutputLayer.Builder(new LossBinaryXENT())
                        .activation(Activation.SIGMOID)
                        .nIn(2)
                        .nOut(1)
                        .build())
                .build());
    network.init();
    network.setInput(Nd4j.createFromArray(INPUTS));
    network.setLabels(Nd4j.createFromArray(LABELS).reshape(LABELS.length, 1));
    INDArray line = Nd4j.createFromArray(direction);
    return new NewtonLineSearch(network, null, lambda)
        .optimize(Nd4j.createFromArray(start), line, line, LayerWorkspaceMgr.noWorkspaces());
  }

  private static double loss(double lambda, double[] start, double[] direction, double step) {
    double[] at = new double[start.length];
    for (int j = 0; j < at.length; j++) {
      at[j] = start[j] - step * direction[j];
    }
    double loss = lambda / 2 * (at[0] * at[0] + at[1] * at[1]);
    for (int i = 0; i < INPUTS.length; i++) {
      double logOdds = INPUTS[i][0] * at[0] + INPUTS[i][1] * at[1] + at[2];
      loss += Math.log1p(Math.exp(LABELS[i] == 1 ? -logOdds : logOdds));
    }
    return loss;
  }
}
