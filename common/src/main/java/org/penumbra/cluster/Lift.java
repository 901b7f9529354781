package org.penumbra.cluster;

/**
 * How nearest-neighbour edges from one cluster to another compare with chance. Standard errors join
 * those of share and size by the delta method.
 *
 * @param share the share of the source's edges that end in the target, in [0, 1]
 * @param shareError its standard error
 * @param size the target's share of the items of its class, in (0, 1]; 0 when it was not sampled
 * @param sizeError its (binomial) standard error
 * @param edges how many edges the share rests on
 */
public record Lift(double share, double shareError, double size, double sizeError, long edges) {

  /** The lift to a target that was not sampled. */
  static final Lift UNKNOWN = new Lift(0, 1, 0, 0, 0);

  /** Share over size: 1 as often as chance, at most 1 / size. */
  public double value() {
    return size == 0 ? 0 : share / size;
  }

  /** Standard error of {@link #value}, infinite for a target that was not sampled. */
  public double error() {
    return size == 0
        ? Double.POSITIVE_INFINITY
        : Math.hypot(shareError, value() * sizeError) / size;
  }

  /**
   * The same without the ceiling that a large target puts on the lift: O / (1 + O), where O is the
   * odds of the share over the odds of the size. In [0, 1]; one half is chance, and all there is to
   * say when the target is the whole class.
   */
  public double affinity() {
    return size == 1 ? 0.5 : size == 0 ? 0 : share * (1 - size) / spread();
  }

  /** Standard error of {@link #affinity}, 1 for a target that was not sampled. */
  public double affinityError() {
    if (size == 0) {
      return 1;
    }
    if (size == 1) {
      return 0;
    }
    double byShare = size * (1 - size) * shareError;
    double bySize = share * (1 - share) * sizeError;
    return Math.hypot(byShare, bySize) / (spread() * spread());
  }

  private double spread() {
    return share * (1 - size) + size * (1 - share);
  }
}
