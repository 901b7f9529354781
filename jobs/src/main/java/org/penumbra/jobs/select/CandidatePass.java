package org.penumbra.jobs.select;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.penumbra.score.CalibratedScores;
import org.penumbra.select.AuditArm;
import org.penumbra.select.Strata;

/** One pass over the pool that keeps what a batch may be chosen from. */
final class CandidatePass implements Serializable {

  private final double[] edges;
  private final double[] poolProbabilities;
  private final double cut;
  private final int size;
  private final int auditSize;
  private final long seed;
  private final long drawSeed;
  private final Asked asked;
  private final Broadcast<CalibratedScores> last;

  /**
   * @param strata of the audit
   * @param cut where positives begin
   * @param size of each shortlist
   * @param auditSize first items of each stratum, issued ones not counted
   * @param drawSeed of the random draw
   * @param asked what was asked about before
   * @param last how the last model's scores are to be read, or null
   */
  CandidatePass(
      Strata strata,
      double cut,
      int size,
      int auditSize,
      long seed,
      long drawSeed,
      Asked asked,
      Broadcast<CalibratedScores> last) {
    this.edges = strata.edges();
    this.poolProbabilities = strata.poolProbabilities();
    this.cut = cut;
    this.size = size;
    this.auditSize = auditSize;
    this.seed = seed;
    this.drawSeed = drawSeed;
    this.asked = asked;
    this.last = last;
  }

  /**
   * The shortlists of the whole pool.
   *
   * @param pool id, score, fixed_score, pool_probability, group
   */
  Shortlists of(Dataset<Row> pool) {
    JavaRDD<Shortlists> parts =
        pool.select("id", "score", "fixed_score", "pool_probability", "group")
            .toJavaRDD()
            .mapPartitions(this::part);
    return parts.treeReduce(Shortlists::merge);
  }

  private Iterator<Shortlists> part(Iterator<Row> rows) {
    Shortlists shortlists = new Shortlists(size, auditSize, cut, drawSeed);
    Strata strata = new Strata(edges, poolProbabilities);
    AuditArm audit = new AuditArm(seed);
    while (rows.hasNext()) {
      Row row = rows.next();
      double poolProbability = row.getDouble(3);
      Shortlisted item =
          new Shortlisted(
              row.getString(0),
              row.getDouble(1),
              strata.stratum(row.getDouble(2), poolProbability),
              audit.place(row.getString(0)),
              row.getString(4),
              asked.standing(row.getString(0)));
      shortlists.add(item, poolProbability, probability(item.score()));
    }
    return List.of(shortlists).iterator();
  }

  private double probability(double score) {
    return last == null ? Double.NaN : last.value().probability(score);
  }
}
