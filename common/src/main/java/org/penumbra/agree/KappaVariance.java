package org.penumbra.agree;

/**
 * How the variance of Cohen's kappa of one item's two binary answers changes with kappa, where each
 * side keeps its share of positive answers: the "profile variance" of Lee and Tu (1994, "A better
 * confidence interval for kappa on measuring agreement between two raters with binary outcomes",
 * Journal of Computational and Graphical Statistics 3(3), p. 301-321), which is that of Fleiss,
 * Cohen and Everitt for the only table that has this kappa and these shares.
 *
 * @param first share of positive answers of one side, 0 to 1
 * @param second of the other
 */
record KappaVariance(double first, double second) {

  /** Of sides that can be exchanged: both have one share. */
  static KappaVariance ofBoth(double prevalence) {
    return new KappaVariance(prevalence, prevalence);
  }

  /** The lowest kappa that the shares allow. */
  double lowest() {
    return -2 * Math.min(first * second, (1 - first) * (1 - second)) / apartByChance();
  }

  /**
   * The variance; above the highest kappa that the shares allow the formula goes on, for the true
   * shares may lie nearer to one another than those seen.
   */
  double at(double kappa) {
    double beyond = kappa * apartByChance() / 2;
    double both = first * second + beyond;
    double onlyFirst = first * (1 - second) - beyond;
    double onlySecond = second * (1 - first) - beyond;
    // What an item adds to 1 - kappa, by delta method: neither adds 0, the others as follows.
    double ofFirst = (1 - kappa) * (1 - 2 * second);
    double ofSecond = (1 - kappa) * (1 - 2 * first);
    double mean =
        onlyFirst * (1 - ofFirst) + onlySecond * (1 - ofSecond) - both * (ofFirst + ofSecond);
    double squares =
        onlyFirst * square(1 - ofFirst)
            + onlySecond * square(1 - ofSecond)
            + both * square(ofFirst + ofSecond);
    return Math.max(0, squares - mean * mean) / square(apartByChance());
  }

  private double apartByChance() {
    return first * (1 - second) + second * (1 - first);
  }

  private static double square(double value) {
    return value * value;
  }
}
