package org.penumbra.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.penumbra.Interval;

/** Reports for tests. */
final class Reports {

  private Reports() {}

  /**
   * A report of two rounds and a pair for every two texts, the first of each predicted positive.
   * Experts were asked about the first pair, and contradict the model on its positive.
   */
  static RunReport of(String... texts) {
    List<ShownItem> items = new ArrayList<>();
    List<ShownPair> pairs = new ArrayList<>();
    List<PoolMap.Point> points = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      List<ShownItem.Given> answers =
          i < 2
              ? List.of(
                  new ShownItem.Given("anna", "negative"), new ShownItem.Given("ben", "negative"))
              : List.of();
      items.add(
          ShownItem.of("ad-" + i, texts[i], 1 - i % 2, i / 4, i / 10.0, answers, i < 2 ? 0 : null));
      points.add(new PoolMap.Point(i, i, i % 3));
      if (i % 2 == 1) {
        pairs.add(new ShownPair("pair-" + i / 2, i - 1, i, cell(i / 4), 1, 0.9 - i / 100.0));
      }
    }
    TreeMap<String, Interval> kappas = new TreeMap<>();
    kappas.put(RoundFigures.EXPERTS, new Interval(0.85, 0.8, 0.9));
    kappas.put(RoundFigures.MODEL, new Interval(0.45, 0.32, 0.56));
    kappas.put(RoundFigures.TUNED, Interval.UNDEFINED);
    return new RunReport(
        new Headline(
            "health-claims",
            "Does this ad make a misleading health claim?",
            "violates",
            "fine",
            2,
            "go_on",
            false,
            "The gap is .40, at most .53.",
            "Experts agree.",
            80,
            240,
            kappas.get(RoundFigures.MODEL),
            kappas.get(RoundFigures.EXPERTS),
            0.95,
            true),
        List.of(
            new RoundFigures(
                1, 40, 120, List.of(new RoundFigures.BatchArm("audit", 3, 36, 1)), kappas, "go_on"),
            new RoundFigures(
                2,
                80,
                240,
                List.of(new RoundFigures.BatchArm("audit", 4, 36, 0)),
                kappas,
                "go_on")),
        List.of(new Arm("random", List.of(new Arm.Point(80, new Interval(0.3, 0.2, 0.4))))),
        items,
        new PoolMap(
            points,
            List.of(new PoolMap.Centroid(1, 0, 40, 0, 0), new PoolMap.Centroid(0, 0, 40, 2, 1)),
            List.of(0.1, 0.05),
            40,
            400),
        List.of(
            new Cell(cell(0), side(0), side(0), 0.7, Double.NaN, "overlapping", 0.3, 12),
            new Cell(cell(1), side(1), side(1), 0.6, 0.01, "overlapping", 0.3, 9)),
        pairs,
        List.of(
            new Rater("anna", new Interval(0.9, 0.8, 0.95), 80, 80, 6.5, null, 0, 0, false),
            new Rater("ben", Interval.UNDEFINED, 0, 2, null, null, 0.5, 0, true)),
        List.of(
            new StageCost(
                1, "scan", 12.5, 1L << 30, 2, new TreeMap<>(Map.of("rows_in", 440L)), "")),
        List.of(new RunReport.Reject("rejects", "not UTF-8", 3)),
        List.of(new RunReport.Spent("language model", 10, 1000, 10, 0.25)),
        List.of(new RunReport.Entry("select.budget", "40")),
        List.of(new RunReport.Entry("code", "0.1.0")));
  }

  private static Cell.Side side(int cluster) {
    return new Cell.Side(cluster, 40, 0.4, 3, 1, 2, 0, List.of(0));
  }

  private static String cell(int number) {
    return "p" + number + "-n" + number;
  }
}
