package org.penumbra.agree;

import java.util.stream.IntStream;
import org.penumbra.Interval;

/** How often an interval holds the kappa that simulated raters have. */
final class Coverage {

  enum Method {
    STANDARD_ERROR,
    PERCENTILE,
    CORRECTED,
    GOODNESS_OF_FIT
  }

  private static final double LEVEL = .95;

  private Coverage() {}

  /** The share of samples whose interval holds kappa; those without one do not count. */
  static double of(KappaSimulation simulation, Method method, int samples, int replicates) {
    return IntStream.range(0, samples)
        .parallel()
        .mapToObj(number -> interval(simulation.sample(number), method, number, replicates))
        .filter(Interval::defined)
        .mapToDouble(interval -> interval.contains(simulation.kappa()) ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }

  private static Interval interval(Ratings ratings, Method method, int number, int replicates) {
    GroupStatistic kappa = new ExpertAgreement(ratings).statistic(Categories.DECIDED);
    return switch (method) {
      case STANDARD_ERROR ->
          ratings.raters().size() == 2
              ? RaterPair.of(ratings, Categories.DECIDED, LEVEL).get(0).kappa().interval(LEVEL)
              : Interval.UNDEFINED;
      case PERCENTILE -> new Bootstrap(number, replicates).of(kappa).interval(LEVEL);
      case CORRECTED -> new Bootstrap(number, replicates).of(kappa).correctedInterval(LEVEL);
      case GOODNESS_OF_FIT -> KappaInterval.of(ratings, kappa, LEVEL);
    };
  }
}
