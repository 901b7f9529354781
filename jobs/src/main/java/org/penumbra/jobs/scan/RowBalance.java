package org.penumbra.jobs.scan;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.penumbra.jobs.state.Manifest;

/**
 * Rows in = kept + collapsed + dropped + rejected. What came in is what the readers cut from the
 * bytes; what went out is what footers say was written, and what the tallies say was dropped.
 */
final class RowBalance {

  private long rowsIn;
  private long droppedInWaves;
  private long extraWeight;
  private long rejected;
  private Manifest settled;
  private Manifest pool;

  /**
   * Adds a shard's tally.
   *
   * @param weight see {@link SiftedRows#extraWeight}
   */
  void read(long rows, long dropped, long weight) {
    rowsIn += rows;
    droppedInWaves += dropped;
    extraWeight += weight;
  }

  /**
   * Takes the other side.
   *
   * @param settledRows its footers tell the outcome of every staged item
   * @param poolRows the same, or what became of those that settled
   * @param rejectedRows rows that the written rejects stand for
   */
  void written(Manifest settledRows, Manifest poolRows, long rejectedRows) {
    settled = settledRows;
    pool = poolRows;
    rejected = rejectedRows;
  }

  /** Rows that were dropped while they were read. */
  long droppedInWaves() {
    return droppedInWaves;
  }

  /** Rows read, one that is drawn with several times the common chance as often. */
  long weighedRows() {
    return rowsIn + extraWeight;
  }

  /**
   * Fails where a row is missing or there twice.
   *
   * @throws IllegalStateException with both sides
   */
  void check() {
    SortedMap<String, Long> counts = counts();
    long out =
        counts.get("kept")
            + counts.get("collapsed")
            + counts.get("dropped")
            + counts.get("rejected");
    if (rowsIn != out) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "Rows do not balance: %d were read, %d are accounted for (%s). The stage is not done;"
                  + " please report this.",
              rowsIn,
              out,
              counts));
    }
  }

  /** The figures by name. */
  SortedMap<String, Long> counts() {
    long droppedLater = pool.equals(settled) ? 0 : rows(pool, Settlement.DROPPED);
    return new TreeMap<>(
        Map.of(
            "rows_in",
            rowsIn,
            "kept",
            rows(pool, Settlement.KEPT),
            "collapsed",
            rows(settled, Settlement.COLLAPSED),
            "dropped",
            droppedInWaves + rows(settled, Settlement.DROPPED) + droppedLater,
            "rejected",
            rejected));
  }

  String sentence() {
    SortedMap<String, Long> counts = counts();
    return String.format(
        Locale.ROOT,
        "%,d rows: %,d items in the pool, %,d collapsed, %,d dropped, %,d rejected",
        rowsIn,
        counts.get("kept"),
        counts.get("collapsed"),
        counts.get("dropped"),
        counts.get("rejected"));
  }

  private static long rows(Manifest manifest, String outcome) {
    return manifest.rows(Staged.part(outcome));
  }
}
