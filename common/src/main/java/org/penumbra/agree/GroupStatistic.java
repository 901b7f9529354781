package org.penumbra.agree;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A figure that can be computed again with each group of items counted any number of times: what a
 * bootstrap by group needs to know of kappa, precision or a difference of two models.
 */
public interface GroupStatistic {

  /** The groups, sorted. */
  List<String> groups();

  /**
   * The figure, or NaN where it is undefined. Several threads may ask at once.
   *
   * @param times how often each group counts, in the order of {@link #groups}; not kept
   */
  double at(double[] times);

  /** The figure with every group counted once. */
  default double estimate() {
    double[] once = new double[groups().size()];
    Arrays.fill(once, 1.0);
    return at(once);
  }

  /** The figure without one group, given by its place in {@link #groups}. */
  default double without(int group) {
    double[] times = new double[groups().size()];
    Arrays.fill(times, 1.0);
    times[group] = 0;
    return at(times);
  }

  /** The paired difference of two figures over the same groups. */
  default GroupStatistic minus(GroupStatistic other) {
    if (!groups().equals(other.groups())) {
      throw new IllegalArgumentException("A paired difference needs the same groups on both sides");
    }
    GroupStatistic one = this;
    return new GroupStatistic() {
      @Override
      public List<String> groups() {
        return one.groups();
      }

      @Override
      public double at(double[] times) {
        return one.at(times) - other.at(times);
      }

      @Override
      public double without(int group) {
        return one.without(group) - other.without(group);
      }
    };
  }

  /** A figure from a function of multiplicities. */
  static GroupStatistic of(List<String> groups, ToDoubleFunction<double[]> figure) {
    return new GroupStatistic() {
      @Override
      public List<String> groups() {
        return groups;
      }

      @Override
      public double at(double[] times) {
        return figure.applyAsDouble(times);
      }
    };
  }
}
