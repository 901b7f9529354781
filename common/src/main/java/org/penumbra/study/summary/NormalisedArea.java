package org.penumbra.study.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.penumbra.Interval;
import org.penumbra.agree.Bootstrap;
import org.penumbra.agree.GroupStatistic;
import org.penumbra.agree.Replicates;

/**
 * How much of the way from random choice to labelling everything a strategy goes within its budget:
 *
 * <pre>(A(strategy) − A(random)) / (A(all-expert) − A(random))</pre>
 *
 * <p>A is the area under the metric over labels by the trapezoid rule, the all-expert reference
 * being a constant; 0 is no better than random, 1 as good as experts for the whole pool. The area
 * under the learning curve as a figure of merit: Settles and Craven 2008, "An analysis of active
 * learning strategies for sequence labeling tasks", EMNLP, section 5.
 *
 * <p>Areas are averaged over the seeds that have all three (a value at every budget of both curves,
 * and one for all-expert), and one ratio is taken of the means: a ratio per seed would be ruled by
 * the seeds with the least room. Where all-expert is not above random there is nothing to gain, and
 * the ratio is undefined: NaN.
 *
 * @param cell where
 * @param strategy how items were chosen
 * @param ratio with its 95 % percentile interval over seeds
 * @param seeds how many have all three; with none the ratio is NaN too
 * @param undefinedReplicates of the bootstrap: draws of seeds with nothing to gain, left out of the
 *     interval
 */
public record NormalisedArea(
    Cell cell, String strategy, Interval ratio, int seeds, int undefinedReplicates) {

  /**
   * The area of a strategy in a cell.
   *
   * @param budgets labels at which both curves are read, ascending, two or more
   * @param random name of the strategy that stands for 0
   */
  public static NormalisedArea of(
      Measurements rows,
      Cell cell,
      String strategy,
      String random,
      String metric,
      List<Integer> budgets,
      Bootstrap bootstrap) {
    SortedMap<Long, double[]> curves = rows.complete(cell, strategy, metric, budgets);
    SortedMap<Long, double[]> randoms = rows.complete(cell, random, metric, budgets);
    SortedMap<Long, Double> ceilings = rows.allExpert(cell, metric);
    double span = budgets.get(budgets.size() - 1) - budgets.get(0);
    List<double[]> areas = new ArrayList<>();
    curves.forEach(
        (seed, curve) -> {
          if (randoms.containsKey(seed) && ceilings.containsKey(seed)) {
            areas.add(
                new double[] {
                  trapezoid(budgets, curve),
                  trapezoid(budgets, randoms.get(seed)),
                  span * ceilings.get(seed)
                });
          }
        });
    // By value, so that the names of the seeds change no bit.
    areas.sort(Arrays::compare);
    List<String> seeds = IntStream.range(0, areas.size()).mapToObj(Integer::toString).toList();
    Replicates replicates = bootstrap.of(GroupStatistic.of(seeds, times -> ratio(areas, times)));
    return new NormalisedArea(
        cell, strategy, replicates.interval(.95), areas.size(), replicates.undefined());
  }

  static double trapezoid(List<Integer> labels, double[] values) {
    return IntStream.range(1, values.length)
        .mapToDouble(i -> (labels.get(i) - labels.get(i - 1)) * (values[i] + values[i - 1]) / 2)
        .sum();
  }

  private static double ratio(List<double[]> areas, double[] times) {
    double gained = 0;
    double room = 0;
    for (int seed = 0; seed < times.length; seed++) {
      double[] area = areas.get(seed);
      gained += times[seed] * (area[0] - area[1]);
      room += times[seed] * (area[2] - area[1]);
    }
    return room > 0 ? gained / room : Double.NaN;
  }
}
