package org.penumbra.plan;

/**
 * What is planned.
 *
 * @param corpusItems items of the corpus
 * @param poolItems items of the pool
 * @param cores that the cluster has
 * @param rounds how many are run
 * @param coreHourPrice of a core for an hour
 * @param memoryBytes that the driver may have, or 0 where nothing is said of it
 */
public record Target(
    long corpusItems,
    long poolItems,
    int cores,
    int rounds,
    double coreHourPrice,
    long memoryBytes) {

  public Target {
    if (corpusItems < 1 || poolItems < 1 || cores < 1 || rounds < 1) {
      throw new IllegalArgumentException("Items, cores and rounds are positive");
    }
  }

  double items(MeasuredRun.Key key) {
    return key.ofCorpus() ? corpusItems : poolItems;
  }

  /** How often something of these rounds happens. */
  int times(Rounds of) {
    return of == Rounds.FIRST ? 1 : rounds - 1;
  }
}
