package org.penumbra.plan;

import java.util.List;

/**
 * What a run took, as its reports and manifests tell.
 *
 * @param uri where it lies
 * @param corpusItems rows that the scan read
 * @param poolItems items of its pool
 * @param stages those that are done
 * @param datasets what they wrote
 * @param spent on model servers, in the currency of the prices
 */
public record MeasuredRun(
    String uri,
    long corpusItems,
    long poolItems,
    List<Stage> stages,
    List<Dataset> datasets,
    double spent) {

  private static final String SCAN = "scan";

  /** What the first scan writes of every row, whatever becomes of it. */
  private static final List<String> OF_CORPUS = List.of("staged", "tallies", "rejects");

  public MeasuredRun {
    stages = List.copyOf(stages);
    datasets = List.copyOf(datasets);
  }

  /**
   * A stage of a round.
   *
   * @param stage its name
   * @param rounds which its round is of
   * @param seconds from its start to its end
   * @param cores that Spark had
   * @param peakBytes the most that the driver's process had resident until then
   */
  public record Stage(String stage, Rounds rounds, double seconds, int cores, long peakBytes) {

    Key key() {
      return new Key(rounds, stage);
    }
  }

  /**
   * What a round wrote to a dataset.
   *
   * @param dataset its name
   * @param rounds which its round is of
   * @param bytes of its files
   * @param staged whether it went when the stage was done
   */
  public record Dataset(String dataset, Rounds rounds, long bytes, boolean staged) {

    /** Together with what was written to it besides. */
    public Dataset plus(Dataset other) {
      return new Dataset(dataset, rounds, bytes + other.bytes, staged);
    }

    Key key() {
      return new Key(rounds, dataset);
    }
  }

  /** A stage, or a dataset, of the first round or of later ones. */
  record Key(Rounds rounds, String name) {

    /** Whether it grows with the corpus; all else grows with the pool. */
    boolean ofCorpus() {
      return rounds == Rounds.FIRST && (name.equals(SCAN) || OF_CORPUS.contains(name));
    }
  }

  double items(Key key) {
    return key.ofCorpus() ? corpusItems : poolItems;
  }
}
