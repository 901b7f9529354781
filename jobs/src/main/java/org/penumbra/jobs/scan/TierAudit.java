package org.penumbra.jobs.scan;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.penumbra.triage.Answered;
import org.penumbra.triage.Audited;
import org.penumbra.triage.RecallCertificate;

/**
 * What the tiers of a cascade lose, by the teacher's answers to what they kept and to the
 * probability sample of what they dropped.
 */
final class TierAudit {

  private static final double LEVEL = 0.95;

  private final Dataset<Row> answered;
  private final double positiveFrom;

  /**
   * @param answered id, text, pool_probability, dropped_by, occurrences and the teacher's score,
   *     which may be null
   * @param positiveFrom score from which an answer is positive
   * @param used hashes of texts that the tiers were made from, and by which they are not judged
   */
  TierAudit(Dataset<Row> answered, double positiveFrom, List<String> used) {
    Dataset<Row> taught =
        answered.sparkSession().createDataset(used, Encoders.STRING()).toDF("taught");
    UserDefinedFunction hash =
        udf((String text) -> TextDraw.hash(text), DataTypes.StringType).asNonNullable();
    this.answered =
        answered
            .where(col("score").isNotNull())
            .join(broadcast(taught), hash.apply(col("text")).equalTo(col("taught")), "left_anti");
    this.positiveFrom = positiveFrom;
  }

  /**
   * Recall of the tiers.
   *
   * @param words of the model of words
   * @param both of it and of the second tier
   */
  record Recall(RecallCertificate words, RecallCertificate both) {

    /** What is certain, in sentences. */
    String said(String teacher) {
      return String.format(
          "By the answers of %s, of triage: %s Of both tiers: %s",
          teacher, words.sentence(), both.sentence());
    }
  }

  /**
   * Certifies.
   *
   * @param target recall that is to be certified
   * @param triaged rows that the model of words dropped, for an audit that drew none of them
   * @param dropped rows that both tiers dropped, likewise
   */
  Recall recall(double target, long triaged, long dropped) {
    Sides words = new Sides();
    Sides both = new Sides();
    // In one order, for sums of doubles depend on it.
    for (Row alike :
        answered
            .groupBy(
                col("dropped_by"),
                col("pool_probability"),
                col("occurrences"),
                col("score").geq(positiveFrom).as("positive"))
            .agg(count(lit(1)).as("texts"))
            .orderBy("dropped_by", "pool_probability", "occurrences", "positive")
            .collectAsList()) {
      Answered answer = new Answered(alike.getBoolean(3), alike.getDouble(1), alike.getLong(2));
      words.add(Settlement.TRIAGE.equals(alike.getString(0)), answer, alike.getLong(4));
      both.add(!alike.isNullAt(0), answer, alike.getLong(4));
    }
    return new Recall(words.certify(target, triaged), both.certify(target, dropped));
  }

  /** The audited texts that the model of words dropped, positives first, with their answers. */
  Map<String, Double> missed(int most) {
    Map<String, Double> missed = new TreeMap<>();
    answered
        .where(col("dropped_by").equalTo(Settlement.TRIAGE))
        .orderBy(col("score").desc(), col("id"))
        .limit(most)
        .select("text", "score")
        .collectAsList()
        .forEach(row -> missed.put(row.getString(0), row.getDouble(1)));
    return missed;
  }

  /** What is kept and what is dropped, summed up. */
  private static final class Sides {

    private Audited kept = Audited.nothing();
    private Audited dropped = Audited.nothing();
    private double keptRows;
    private double droppedRows;
    private boolean audited;

    void add(boolean drop, Answered alike, long texts) {
      double rows = texts * alike.occurrences() / alike.inclusionProbability();
      if (drop) {
        dropped = dropped.and(alike, texts);
        droppedRows += rows;
        audited = true;
      } else {
        kept = kept.and(alike, texts);
        keptRows += rows;
      }
    }

    RecallCertificate certify(double target, long unaudited) {
      long rows = audited ? Math.round(droppedRows) : unaudited;
      return RecallCertificate.of(kept, dropped, Math.round(keptRows), rows, target, LEVEL);
    }
  }
}
