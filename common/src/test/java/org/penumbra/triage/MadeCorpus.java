package org.penumbra.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.penumbra.triage.SampleDesign.Stratum;

/**
 * A large corpus of strata of a score, with hidden truth. Its first two strata, 60 % of it, are
 * dropped; 3.1 % of the positives are there.
 */
final class MadeCorpus {

  private static final long ROWS = 10_000_000;
  private static final double[] SHARES = {.3, .3, .2, .1, .06, .04};
  private static final double[] ODDS = {.02, .05, .2, .7, 3, 9};
  private static final int KEPT_FROM = 2;

  private final List<Stratum> strata = new ArrayList<>();

  MadeCorpus(double prevalence) {
    double mean = 0;
    for (int h = 0; h < SHARES.length; h++) {
      mean += SHARES[h] * ODDS[h];
    }
    for (int h = 0; h < SHARES.length; h++) {
      double rate = Math.min(.95, prevalence * ODDS[h] / mean);
      strata.add(new Stratum((long) (ROWS * SHARES[h]), rate, h >= KEPT_FROM));
    }
  }

  List<Stratum> strata() {
    return strata;
  }

  long rows(boolean kept) {
    return strata.stream().filter(each -> each.kept() == kept).mapToLong(Stratum::size).sum();
  }

  double recall() {
    double kept = positives(true);
    return kept / (kept + positives(false));
  }

  private double positives(boolean kept) {
    return strata.stream()
        .filter(each -> each.kept() == kept)
        .mapToDouble(each -> each.size() * each.rate())
        .sum();
  }

  /** Positives found by so many draws of each stratum. */
  int[] found(int[] draws, Random random) {
    int[] found = new int[draws.length];
    for (int h = 0; h < draws.length; h++) {
      for (int i = 0; i < draws[h]; i++) {
        found[h] += random.nextDouble() < strata.get(h).rate() ? 1 : 0;
      }
    }
    return found;
  }

  /** The sample of what is kept, or of what is dropped. */
  List<Answered> sample(boolean kept, int[] draws, int[] found) {
    List<Answered> sample = new ArrayList<>();
    for (int h = 0; h < draws.length; h++) {
      if (strata.get(h).kept() == kept) {
        double probability = (double) draws[h] / strata.get(h).size();
        for (int i = 0; i < draws[h]; i++) {
          sample.add(new Answered(i < found[h], probability, 1));
        }
      }
    }
    return sample;
  }

  RecallCertificate certificate(int[] draws, int[] found) {
    return RecallCertificate.of(
        sample(true, draws, found), sample(false, draws, found), rows(true), rows(false), .95, .95);
  }
}
