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

  /** Of a part of which there is no sample. */
  static final PositiveTotal UNKNOWN = new PositiveTotal(0, 0, Double.POSITIVE_INFINITY);

  /**
   * The total of some part of the corpus.
   *
   * @param sample of the part
   * @param empty whether there is nothing in that part to sample
   */
  static PositiveTotal of(Collection<Answered> sample, boolean empty) {
    if (sample.isEmpty()) {
      return empty ? NONE : UNKNOWN;
    }
    PositiveTotal sum = NONE;
    for (Answered text : sample) {
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

  /** Shape of the gamma distribution of that mean and variance; infinite where it is one point. */
  double shape() {
    return variance == 0 ? Double.POSITIVE_INFINITY : total * total / variance;
  }

  /** Its scale. */
  double scale() {
    return variance / total;
  }
}
