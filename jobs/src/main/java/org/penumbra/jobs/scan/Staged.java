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

  /** The columns of staged items; the outcome is a folder. */
  static final StructType ITEM_SCHEMA =
      StructType.fromDDL(
          """
          source STRING, position BIGINT, id STRING, text STRING, `group` STRING, language STRING,
          truncated BOOLEAN, score DOUBLE, vector ARRAY<FLOAT>, windows ARRAY<FLOAT>,
          audit_weight INT""");

  static final StructType SCHEMA =
      StructType.fromDDL("outcome STRING")
          .merge(ITEM_SCHEMA, true)
          .merge(
              StructType.fromDDL(
                  """
                  reason STRING, sample STRING, rows BIGINT, shard INT, rows_in BIGINT,
                  staged BIGINT, dropped BIGINT, triaged BIGINT, extra_weight BIGINT,
                  rejected BIGINT, bins ARRAY<INT>, counts ARRAY<BIGINT>"""),
              true);

  private static final int OF_ITEM = SCHEMA.fieldIndex("id");
  private static final int OF_REJECT = SCHEMA.fieldIndex("reason");
  private static final int OF_TALLY = SCHEMA.fieldIndex("shard");

  private Staged() {}

  /** The part of a path that holds files of one outcome. */
  static String part(String outcome) {
    return "/" + OUTCOME + "=" + outcome + "/";
  }

  static Row item(Shard shard, EncodedRow encoded, Double score) {
    CorpusRow row = encoded.row();
    EncodedText text = encoded.encoded();
    return row(
        ITEM,
        shard,
        row.position(),
        OF_ITEM,
        encoded.id(),
        row.text(),
        row.group(),
        row.language(),
        text != null && text.truncated(),
        score,
        text == null ? null : text.vector(),
        text == null ? null : text.windows(),
        encoded.auditWeight());
  }

  static Row reject(Shard shard, long position, String reason, String sample, long rows) {
    return row(REJECT, shard, position, OF_REJECT, reason, sample, rows);
  }

  /**
   * How many rows of a shard there were.
   *
   * @param scores of those that may enter the pool for their score
   */
  static Row tally(Shard shard, Counts counts, ScoreHistogram scores) {
    return row(
        TALLY,
        shard,
        null,
        OF_TALLY,
        shard.number(),
        counts.rowsIn(),
        counts.staged(),
        counts.dropped(),
        counts.triaged(),
        counts.extraWeight(),
        counts.rejected(),
        scores.bins(),
        scores.counts());
  }

  private static Row row(String outcome, Shard shard, Long position, int from, Object... values) {
    Object[] all = new Object[SCHEMA.size()];
    all[0] = outcome;
    all[1] = shard.path();
    all[2] = position;
    System.arraycopy(values, 0, all, from, values.length);
    return RowFactory.create(all);
  }

  /**
   * Counts of a shard's rows.
   *
   * @param dropped by triage or for their score
   * @param triaged those dropped by triage
   * @param extraWeight see {@link SiftedRows#extraWeight}
   */
  record Counts(
      long rowsIn, long staged, long dropped, long triaged, long extraWeight, long rejected) {}
}
