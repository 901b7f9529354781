package org.penumbra.jobs.scan;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.penumbra.embed.EncodedText;
import org.penumbra.jobs.corpus.CorpusRow;
import org.penumbra.jobs.corpus.Shard;
import org.penumbra.score.ScoreHistogram;

/**
 * The one frame a scan wave writes: every row of a shard that was not dropped, with its outcome,
 * and a last row per shard that tells how many there were.
 */
final class Staged {

  static final String NAME = "staged";
  static final String OUTCOME = "outcome";
  static final String ITEM = "item";
  static final String REJECT = "reject";
  static final String TALLY = "tally";

  static final StructType SCHEMA =
      StructType.fromDDL(
          """
          outcome STRING, id STRING, text STRING, source STRING, position BIGINT, `group` STRING,
          language STRING, truncated BOOLEAN, score DOUBLE, vector ARRAY<FLOAT>,
          windows ARRAY<FLOAT>, reason STRING, sample STRING, rows BIGINT, shard INT,
          rows_in BIGINT, staged BIGINT, dropped BIGINT, rejected BIGINT, bins ARRAY<INT>,
          counts ARRAY<BIGINT>""");

  /** The columns of staged items; the outcome is a folder. */
  static final StructType ITEM_SCHEMA =
      StructType.fromDDL(
          """
          id STRING, text STRING, source STRING, position BIGINT, `group` STRING, language STRING,
          truncated BOOLEAN, score DOUBLE, vector ARRAY<FLOAT>, windows ARRAY<FLOAT>""");

  private Staged() {}

  /** The part of a path that holds files of one outcome. */
  static String part(String outcome) {
    return "/" + OUTCOME + "=" + outcome + "/";
  }

  static Row item(Shard shard, EncodedRow encoded, Double score) {
    CorpusRow row = encoded.row();
    EncodedText text = encoded.encoded();
    return RowFactory.create(
        ITEM,
        encoded.id(),
        row.text(),
        shard.path(),
        row.position(),
        row.group(),
        row.language(),
        text != null && text.truncated(),
        score,
        text == null ? null : text.vector(),
        text == null ? null : text.windows(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  static Row reject(Shard shard, long position, String reason, String sample, long rows) {
    return RowFactory.create(
        REJECT,
        null,
        null,
        shard.path(),
        position,
        null,
        null,
        null,
        null,
        null,
        null,
        reason,
        sample,
        rows,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  static Row tally(
      Shard shard, long rowsIn, long staged, long dropped, long rejected, ScoreHistogram scores) {
    return RowFactory.create(
        TALLY,
        null,
        null,
        shard.path(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        shard.number(),
        rowsIn,
        staged,
        dropped,
        rejected,
        scores.bins(),
        scores.counts());
  }
}
