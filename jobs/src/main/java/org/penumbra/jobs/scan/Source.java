package org.penumbra.jobs.scan;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where a scan's rows come from: our shards of files, or a table of Spark's. */
public interface Source {

  /** Characters of a reference text that are read. */
  int REFERENCE_CHARACTERS = 4096;

  /** What the draw of reference texts is called. */
  String REFERENCE = "reference";

  /** Texts drawn by hash to stand for the corpus, at most that many. */
  List<String> reference(int texts);

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
