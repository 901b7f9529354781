package org.penumbra.study.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.penumbra.study.Measurement;
import org.penumbra.study.Metric;
import org.penumbra.study.StudyNames;

/** Rows of a study, made by hand or at random. */
final class MadeStudy {

  static final String KAPPA = "kappa";

  private final List<Measurement> rows = new ArrayList<>();

  /** The value of a strategy at a budget for seeds 1, 2, 3 …; NaN is a value too. */
  MadeStudy kappa(Cell cell, String strategy, int labels, double... valueOfSeed) {
    return metric(cell, strategy, labels, KAPPA, valueOfSeed);
  }

  MadeStudy metric(Cell cell, String strategy, int labels, String metric, double... valueOfSeed) {
    for (int i = 0; i < valueOfSeed.length; i++) {
      rows.add(
          new Measurement(
              cell.dataset(), cell.prevalence(), strategy, i + 1, labels, metric, valueOfSeed[i]));
    }
    return this;
  }

  MadeStudy pool(Cell cell, int items) {
    return metric(cell, StudyNames.CORPUS, 0, Metric.POOL_ITEMS.wireName(), items);
  }

  List<Measurement> rows() {
    return List.copyOf(rows);
  }

  Measurements measurements() {
    return Measurements.of(rows);
  }

  /**
   * A whole study: two data sets at two prevalences, five seeds, pools of 6,000.
   *
   * @param strategies by name, the later the better
   */
  static MadeStudy whole(long seed, List<String> strategies) {
    Random random = new Random(seed);
    MadeStudy study = new MadeStudy();
    for (String dataset : List.of("davidson", "vader")) {
      for (double prevalence : new double[] {.015, .05}) {
        Cell cell = new Cell(dataset, prevalence);
        study.pool(cell, 6000);
        for (int labels : new int[] {50, 100, 200, 300, 450}) {
          double level = .1 + .04 * Math.log(labels / 25.0) + prevalence;
          for (int rank = 0; rank < strategies.size(); rank++) {
            String strategy = strategies.get(rank);
            double gain = .012 * rank * Math.log(labels / 25.0);
            study.kappa(cell, strategy, labels, near(random, level + gain, .02));
            study.metric(
                cell,
                strategy,
                labels,
                Metric.PREVALENCE.wireName(),
                near(random, prevalence, prevalence / 10));
            study.metric(
                cell, strategy, labels, Metric.POSITIVES.wireName(), near(random, labels / 5.0, 2));
          }
        }
        for (int labels : new int[] {100, 200, 500, 1000, 2000, 5000, 6000}) {
          study.kappa(
              cell,
              StudyNames.CROWD,
              labels,
              near(random, .08 + .05 * Math.log(labels / 100.0), .015));
        }
        study.kappa(cell, StudyNames.ALL_EXPERT, 6000, near(random, .45, .01));
      }
    }
    return study;
  }

  static SummaryPlan plan(String strategy, int replicates) {
    return new SummaryPlan(
        KAPPA,
        List.of(100, 200, 300, 450),
        List.of(100, 200, 300, 450),
        new PlannedContrast(strategy, "random", List.of(200, 300, 450)),
        "random",
        replicates,
        7,
        SummaryPlan.DEFAULT_POOL_MULTIPLE);
  }

  private static double[] near(Random random, double mean, double sd) {
    return random.doubles(5).map(u -> mean + sd * (2 * u - 1) * Math.sqrt(3)).toArray();
  }
}
