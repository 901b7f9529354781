package org.penumbra.drift;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The greatest distance between the two samples' distribution functions (Smirnov 1939); ties count
 * once all of them are passed.
 */
final class KolmogorovSmirnov implements TwoSampleStatistic {

  private final int[] ascending;
  private final boolean[] lastOfTie;

  /**
   * @param values of all items
   */
  KolmogorovSmirnov(double[] values) {
    ascending =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    lastOfTie = new boolean[values.length];
    Arrays.fill(lastOfTie, true);
    for (int place = 0; place + 1 < values.length; place++) {
      lastOfTie[place] = values[ascending[place]] != values[ascending[place + 1]];
    }
  }

  @Override
  public double of(byte[] inSnapshot, int snapshotItems) {
    double up = 1.0 / snapshotItems;
    double down = 1.0 / (inSnapshot.length - snapshotItems);
    int passed = 0;
    double greatest = 0;
    for (int place = 0; place < ascending.length; place++) {
      passed += inSnapshot[ascending[place]];
      if (lastOfTie[place]) {
        double distance = Math.abs(passed * up - (place + 1 - passed) * down);
        greatest = Math.max(greatest, distance);
      }
    }
    return greatest;
  }
}
