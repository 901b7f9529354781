package org.penumbra.agree;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.penumbra.Interval;

/** How often an interval holds the kappa that simulated raters have. */
final class Coverage {

  enum Method {
    STANDARD_ERROR,
    PERCENTILE,
    CORRECTED,
    PROFILE
  }

  private static final double LEVEL = .95;

  private Coverage() {}

  /** What the intervals of one sample are made of; the last is {@link Method#PROFILE}'s. */
  private record Sample(GroupStatistic kappa, CohenKappa table, Interval profile) {}

  /** By method, the share of samples whose interval holds the mean kappa of the raters' pairs. */
  static Map<Method, Double> of(
      KappaSimulation simulation, int samples, int replicates, Method... methods) {
    return of(
        simulation.kappa(),
        number -> ofRaters(simulation.sample(number)),
        samples,
        replicates,
        methods);
  }

  /** By method, the share of samples whose interval holds the model's kappa with the raters. */
  static Map<Method, Double> of(
      ModelSimulation simulation, int samples, int replicates, Method... methods) {
    return of(
        simulation.kappa(),
        number -> ofModel(simulation.sample(number)),
        samples,
        replicates,
        methods);
  }

  private static Sample ofRaters(Ratings ratings) {
    ExpertAgreement agreement = new ExpertAgreement(ratings);
    return new Sample(
        agreement.statistic(Categories.DECIDED),
        ratings.raters().size() == 2 ? RaterPair.of(ratings, LEVEL).get(0).kappa() : null,
        agreement.interval(LEVEL));
  }

  private static Sample ofModel(ModelSimulation.Sample sample) {
    ModelAgreement agreement = new ModelAgreement(sample.ratings(), sample.model());
    return new Sample(agreement.statistic(Categories.DECIDED), null, agreement.interval(LEVEL));
  }

  /** Samples without an interval do not count. */
  private static Map<Method, Double> of(
      double kappa, IntFunction<Sample> sample, int samples, int replicates, Method... methods) {
    List<Map<Method, Interval>> intervals =
        IntStream.range(0, samples)
            .parallel()
            .mapToObj(number -> intervals(sample.apply(number), number, replicates, methods))
            .toList();
    Map<Method, Double> shares = new EnumMap<>(Method.class);
    for (Method method : methods) {
      shares.put(
          method,
          intervals.stream()
              .map(ofSample -> ofSample.get(method))
              .filter(Interval::defined)
              .mapToDouble(interval -> interval.contains(kappa) ? 1 : 0)
              .average()
              .orElse(Double.NaN));
    }
    return shares;
  }

  private static Map<Method, Interval> intervals(
      Sample sample, int number, int replicates, Method... methods) {
    Replicates drawn = new Bootstrap(number, replicates).of(sample.kappa());
    Map<Method, Interval> intervals = new EnumMap<>(Method.class);
    for (Method method : methods) {
      intervals.put(
          method,
          switch (method) {
            case STANDARD_ERROR -> standardError(sample.table());
            case PERCENTILE -> drawn.interval(LEVEL);
            case CORRECTED -> drawn.correctedInterval(LEVEL);
            case PROFILE -> sample.profile();
          });
    }
    return intervals;
  }

  /** There is one for two raters only. */
  private static Interval standardError(CohenKappa kappa) {
    return kappa == null || Double.isNaN(kappa.value())
        ? Interval.UNDEFINED
        : Tables.interval(kappa, LEVEL);
  }
}
