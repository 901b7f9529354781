package org.penumbra.pair;

/**
 * Chooses how a negative cluster is divided: by hash as long as all products with its positives
 * take bounded time, else by buckets, in as many as bring the products down to that bound.
 *
 * @param exactProducts products of a negative with a positive up to which a cluster is searched
 *     exactly, above 0
 * @param hashes what buckets are made of, {@value #MOST_BITS} functions
 */
public record DivisionRule(double exactProducts, BucketDivision.Hashes hashes) {

  /** The most bits of a bucket's key. */
  public static final int MOST_BITS = 16;

  /** Buckets a positive is looked up in. */
  static final int PROBES = 16;

  /** Products of one part: some seconds of a core. */
  private static final double PART_PRODUCTS = 1e9;

  /**
   * The division of one cluster.
   *
   * @param negatives items of the cluster
   * @param positives items of the positive clusters that overlap it
   * @param centroid of the cluster
   */
  public Division of(long negatives, long positives, float[] centroid) {
    double products = (double) negatives * positives;
    double shelves = (double) negatives / Shelf.ITEMS;
    if (products <= exactProducts) {
      return new HashDivision(
          (int) Math.ceil(Math.max(1, Math.max(shelves, products / PART_PRODUCTS))));
    }
    double buckets = Math.max(2 * shelves, PROBES * products / exactProducts);
    int bits = (int) Math.ceil(Math.log(buckets) / Math.log(2));
    return new BucketDivision(hashes, centroid, Math.min(MOST_BITS, bits), PROBES);
  }
}
