package org.penumbra.triage;

import java.util.Collection;

/**
 * How many positives there are, by a sample: the Horvitz-Thompson total, and what a gamma
 * distribution needs to bound it.
 *
 * @param total sum over sampled positives of their weights
 * @param variance its estimate under Poisson sampling: Σ weight² (1 − inclusion probability)
 * @param unseen the most that one more positive would stand for; infinite without a sample
 */
record PositiveTotal(double total, double variance, double unseen) {

  static final PositiveTotal NONE = new PositiveTotal(0, 0, 0);

  /** The total of what a sample stands for. */
  static PositiveTotal of(Collection<Answered> sample) {
    return NONE.and(sample);
  }

  /** With more texts of the sample. */
  PositiveTotal and(Collection<Answered> texts) {
    PositiveTotal sum = this;
    for (Answered text : texts) {
      sum = sum.and(text);
    }
    return sum;
  }

  /** With one more text of the sample. */
  PositiveTotal and(Answered text) {
    return and(text, 1);
  }

  /** With some that are alike. */
  PositiveTotal and(Answered text, long number) {
    double most = Math.max(unseen, text.unseen());
    if (!text.positive()) {
      return new PositiveTotal(total, variance, most);
    }
    double weight = text.weight();
    return new PositiveTotal(
        total + number * weight,
        variance + number * weight * weight * (1 - text.inclusionProbability()),
        most);
  }

  /** With the one more that an upper bound reckons with. */
  PositiveTotal raised() {
    return new PositiveTotal(total + unseen, variance + unseen * unseen, unseen);
  }

  /** Shape of the gamma distribution of that mean and variance, which is not 0. */
  double shape() {
    return total * total / variance;
  }

  /** Its scale. */
  double scale() {
    return variance / total;
  }
}
