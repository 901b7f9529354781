package org.penumbra.drift;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * P-values adjusted so that with several tests the chance of any false alarm stays at the rate that
 * they are held against, however the tests depend on one another (Holm 1979, "A simple sequentially
 * rejective multiple test procedure", Scandinavian Journal of Statistics 6).
 */
final class Holm {

  private Holm() {}

  /** Adjusted, in the order given. */
  static double[] adjusted(double[] pValues) {
    int[] ascending =
        IntStream.range(0, pValues.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[pValues.length];
    double least = 0;
    for (int rank = 0; rank < ascending.length; rank++) {
      double stretched = (pValues.length - rank) * pValues[ascending[rank]];
      least = Math.max(least, Math.min(1, stretched));
      adjusted[ascending[rank]] = least;
    }
    return adjusted;
  }
}
