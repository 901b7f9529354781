package org.penumbra.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.penumbra.StableHash;

/**
 * Permutation tests of two samples: were they drawn from one population, every deal of their blocks
 * would be as likely as the one at hand, whatever that population is like (Fisher 1935; Good 2005,
 * "Permutation, parametric and bootstrap tests of hypotheses", chapter 3). One deal serves all
 * statistics.
 *
 * @param deals how many times the blocks are dealt anew
 * @param seed of the deals
 */
record Permutations(int deals, long seed) {

  /** The distribution of each statistic. */
  List<NullDistribution> of(TwoSamples samples, List<? extends TwoSampleStatistic> statistics) {
    double[][] values = new double[statistics.size()][deals];
    IntStream.range(0, deals)
        .parallel()
        .forEach(
            deal -> {
              long bits = StableHash.bits(seed, "drift-deal", Integer.toString(deal));
              byte[] labels = samples.shuffled(new SplittableRandom(bits));
              int snapshotItems = count(labels);
              for (int s = 0; s < values.length; s++) {
                values[s][deal] = statistics.get(s).of(labels, snapshotItems);
              }
            });
    List<NullDistribution> distributions = new ArrayList<>();
    byte[] labels = samples.labels();
    for (int s = 0; s < values.length; s++) {
      Arrays.sort(values[s]);
      double observed = statistics.get(s).of(labels, samples.snapshotItems());
      distributions.add(new NullDistribution(observed, values[s]));
    }
    return distributions;
  }

  private static int count(byte[] labels) {
    int count = 0;
    for (byte label : labels) {
      count += label;
    }
    return count;
  }
}
