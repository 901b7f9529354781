package org.penumbra.study.summary;

import java.util.Collection;
import java.util.List;

/**
 * The median over cells of a strategy's reduction factor, of those cells only in which the crowd
 * reaches the strategy inside its grid. Where many cells lie beyond the grid, the median speaks of
 * the cells that are kind to the crowd, so their number stands beside it.
 *
 * @param strategy the expert strategy
 * @param judgements of experts
 * @param median NaN without any crossing
 * @param crossed cells with a crossing inside the grid
 * @param before cells in which the crowd's first point is already as good
 * @param beyond cells in which the crowd never is
 */
public record ReductionMedian(
    String strategy, int judgements, double median, int crossed, int before, int beyond) {

  static ReductionMedian of(String strategy, int judgements, Collection<ReductionFactor> factors) {
    List<ReductionFactor> own =
        factors.stream()
            .filter(factor -> factor.strategy().equals(strategy))
            .filter(factor -> factor.judgements() == judgements)
            .toList();
    double[] crossed =
        own.stream()
            .filter(factor -> factor.factor().defined())
            .mapToDouble(factor -> factor.factor().estimate())
            .sorted()
            .toArray();
    int middle = crossed.length / 2;
    double median =
        crossed.length == 0
            ? Double.NaN
            : crossed.length % 2 == 1
                ? crossed[middle]
                : (crossed[middle - 1] + crossed[middle]) / 2;
    return new ReductionMedian(
        strategy,
        judgements,
        median,
        crossed.length,
        at(Crossing.Place.BEFORE, own),
        at(Crossing.Place.BEYOND, own));
  }

  private static int at(Crossing.Place place, List<ReductionFactor> factors) {
    return (int) factors.stream().filter(factor -> factor.crossing().place() == place).count();
  }
}
