package org.penumbra.select;

/**
 * How far apart two probabilities of one yes-or-no question are, in nats. Probabilities are held
 * within [{@value #LEAST}, 1 - {@value #LEAST}], or a single certain error would be infinite.
 */
final class Bernoulli {

  private static final double LEAST = 1e-6;

  private Bernoulli() {}

  /**
   * Kullback-Leibler divergence of q from p: the expected log loss of q less that of p when p is
   * right.
   */
  static double divergence(double p, double q) {
    double yes = held(p);
    double believed = held(q);
    return yes * Math.log(yes / believed) + (1 - yes) * Math.log((1 - yes) / (1 - believed));
  }

  /** The log loss of q less that of p when the answer is the one that p thinks likelier. */
  static double excessLoss(double p, double q) {
    return p >= 0.5 ? Math.log(held(p) / held(q)) : Math.log((1 - held(p)) / (1 - held(q)));
  }

  /** The probability that two independent questions have the same answer. */
  static double same(double p, double q) {
    return p * q + (1 - p) * (1 - q);
  }

  private static double held(double p) {
    return Math.max(LEAST, Math.min(1 - LEAST, p));
  }
}
