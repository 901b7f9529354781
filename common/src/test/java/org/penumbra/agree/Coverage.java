package org.penumbra.agree;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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

  /** By method, the share of samples whose interval holds kappa; those without do not count. */
  static Map<Method, Double> of(
      KappaSimulation simulation, int samples, int replicates, Method... methods) {
    List<Map<Method, Interval>> intervals =
        IntStream.range(0, samples)
            .parallel()
            .mapToObj(number -> intervals(simulation.sample(number), number, replicates, methods))
            .toList();
    Map<Method, Double> shares = new EnumMap<>(Method.class);
    for (Method method : methods) {
      shares.put(
          method,
          intervals.stream()
              .map(ofSample -> ofSample.get(method))
              .filter(Interval::defined)
              .mapToDouble(interval -> interval.contains(simulation.kappa()) ? 1 : 0)
              .average()
              .orElse(Double.NaN));
    }
    return shares;
  }

  private static Map<Method, Interval> intervals(
      Ratings ratings, int number, int replicates, Method... methods) {
    GroupStatistic kappa = new ExpertAgreement(ratings).statistic(Categories.DECIDED);
    Replicates drawn = new Bootstrap(number, replicates).of(kappa);
    Map<Method, Interval> intervals = new EnumMap<>(Method.class);
    for (Method method : methods) {
      intervals.put(
          method,
          switch (method) {
            case STANDARD_ERROR -> standardError(ratings);
            case PERCENTILE -> drawn.interval(LEVEL);
            case CORRECTED -> drawn.correctedInterval(LEVEL);
            case GOODNESS_OF_FIT -> KappaInterval.of(ratings, kappa, LEVEL);
          });
    }
    return intervals;
  }

  /** There is one for two raters only. */
  private static Interval standardError(Ratings ratings) {
    return ratings.raters().size() == 2
        ? RaterPair.of(ratings, Categories.DECIDED, LEVEL).get(0).kappa().interval(LEVEL)
        : Interval.UNDEFINED;
  }
}
