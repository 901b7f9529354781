package org.penumbra.jobs.scan;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where a scan's rows come from: our shards of files, or a table of Spark's. */
public interface Source {

  /** Characters of a drawn text that are read. */
  int DRAWN_CHARACTERS = 4096;

  /** What texts are drawn for, and from how many shards of a corpus of files. */
  enum Draw {
    REFERENCE("reference", 16),
    TRIAGE("triage", 64);

    final String purpose;
    final int shards;

    Draw(String purpose, int shards) {
      this.purpose = purpose;
      this.shards = shards;
    }
  }

  /** Texts drawn by hash to stand for the corpus, at most that many. */
  List<String> texts(Draw draw, int most);

  /** How many rows there are, about. */
  long rowCount();

  /** In how many writes it is read. */
  int waves();

  /**
   * The rows of one wave, in {@link Staged#SCHEMA}.
   *
   * @param wave from 1
   * @param bounds rows outside them are dropped and counted
   */
  Dataset<Row> frame(int wave, Scoring scoring, PoolBounds bounds);
}
