package org.penumbra.drift;

/**
 * What a statistic is, and what it was each time the two samples were dealt anew.
 *
 * @param observed on the samples as they are
 * @param ascending what it was when they were dealt anew
 */
@SuppressWarnings("ArrayRecordComponent") // a row of numbers, never compared
record NullDistribution(double observed, double[] ascending) {

  /** The p-value of what was observed. */
  double pValue() {
    return pValue(observed);
  }

  /**
   * How often chance alone gives as much: (1 + deals that did) / (1 + deals), which is exact and
   * never 0 (Phipson and Smyth 2010, "Permutation p-values should never be zero", Statistical
   * Applications in Genetics and Molecular Biology 9(1)).
   */
  double pValue(double value) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return (1.0 + ascending.length - low) / (1.0 + ascending.length);
  }
}
