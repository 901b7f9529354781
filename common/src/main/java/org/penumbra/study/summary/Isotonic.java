package org.penumbra.study.summary;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.DoubleStream;

/**
 * The non-decreasing curve nearest to some points in weighted squares, by pooling adjacent
 * violators (Ayer et al. 1955, "An empirical distribution function for sampling with incomplete
 * information", Annals of Mathematical Statistics 26(4)).
 */
final class Isotonic {

  private record Block(double mean, double weight, int points) {

    Block with(Block next) {
      double sum = weight + next.weight;
      return new Block((mean * weight + next.mean * next.weight) / sum, sum, points + next.points);
    }
  }

  private Isotonic() {}

  /** One fitted value per point. */
  static double[] nonDecreasing(double[] values, double[] weights) {
    Deque<Block> blocks = new ArrayDeque<>();
    for (int i = 0; i < values.length; i++) {
      Block block = new Block(values[i], weights[i], 1);
      while (!blocks.isEmpty() && blocks.peekLast().mean() > block.mean()) {
        block = blocks.removeLast().with(block);
      }
      blocks.addLast(block);
    }
    return blocks.stream()
        .flatMapToDouble(block -> DoubleStream.generate(block::mean).limit(block.points()))
        .toArray();
  }
}
