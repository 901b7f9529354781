package org.penumbra.jobs.select;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.penumbra.jobs.data.Rows;
import org.penumbra.pair.Pair;
import org.penumbra.select.AssumedRates;
import org.penumbra.select.AuditStratum;
import org.penumbra.select.Candidate;
import org.penumbra.select.Pool;
import org.penumbra.select.Strata;
import org.penumbra.student.StudentModel;

/** Gathers on the driver what a batch is chosen from: bounded by the budget, not by the pool. */
public final class Candidates {

  private final SparkSession spark;
  private final Dataset<Row> pool;
  private final Dataset<Row> open;
  private final Dataset<Row> vectors;
  private final Strata strata;
  private final double cut;
  private final long seed;

  /**
   * @param pool id, score, fixed_score, pool_probability, group
   * @param open those of them that may be asked about, which are the audit's frame
   * @param vectors id, vector
   * @param strata of the audit
   * @param cut where positives begin
   */
  public Candidates(
      SparkSession spark,
      Dataset<Row> pool,
      Dataset<Row> open,
      Dataset<Row> vectors,
      Strata strata,
      double cut,
      long seed) {
    this.spark = spark;
    this.pool = pool;
    this.open = open;
    this.vectors = vectors;
    this.strata = strata;
    this.cut = cut;
    this.seed = seed;
  }

  /**
   * Gathers in two actions: one over scores, one for the vectors of those that matter.
   *
   * @param pairs the closest pairs
   * @param issued items of earlier batches
   * @param outdated items of batches under an earlier guideline only
   * @param sampled audit items of each stratum so far
   * @param wanted how many items each shortlist holds
   * @param examples vectors of the policy's examples
   */
  public Gathered gather(
      List<Pair> pairs,
      SortedSet<String> issued,
      Set<String> outdated,
      Map<Integer, Integer> sampled,
      int wanted,
      Collection<float[]> examples,
      StudentModel student,
      double assumedPrevalence) {
    int auditSize =
        sampled.values().stream().mapToInt(Integer::intValue).max().orElse(0)
            + issued.size()
            + wanted
            + 1;
    int size = wanted + issued.size() + outdated.size();
    Shortlists shortlists =
        new CandidatePass(strata, cut, size, auditSize, seed, "random", student).of(open);
    SortedSet<String> ids = new TreeSet<>(shortlists.items().keySet());
    ids.addAll(issued);
    ids.addAll(outdated);
    pairs.forEach(pair -> ids.addAll(List.of(pair.positiveId(), pair.negativeId())));
    SortedMap<String, Candidate> candidates = withVectors(ids);
    List<Candidate> earlier = new ArrayList<>();
    issued.forEach(id -> earlier.add(candidates.get(id)));
    Pool choice = new Pool(candidates.values(), earlier, outdated, examples, pairs, cut);
    return new Gathered(choice, audit(shortlists, sampled, assumedPrevalence));
  }

  private SortedMap<String, Candidate> withVectors(SortedSet<String> ids) {
    Dataset<Row> wanted =
        functions.broadcast(
            spark.createDataset(new ArrayList<>(ids), Encoders.STRING()).toDF("id"));
    SortedMap<String, Candidate> candidates = new TreeMap<>();
    for (Row row :
        pool.join(wanted, "id")
            .join(vectors, "id")
            .select(
                col("id"),
                col("vector"),
                col("score"),
                col("fixed_score"),
                col("pool_probability"),
                col("group"))
            .collectAsList()) {
      String id = row.getString(0);
      int stratum = strata.stratum(row.getDouble(3), row.getDouble(4));
      candidates.put(
          id, new Candidate(id, Rows.floats(row, 1), row.getDouble(2), stratum, row.getString(5)));
    }
    return candidates;
  }

  private List<AuditStratum> audit(
      Shortlists shortlists, Map<Integer, Integer> sampled, double assumedPrevalence) {
    double[] assumed = AssumedRates.perBand(Strata.quantiles(), assumedPrevalence);
    List<AuditStratum> audit = new ArrayList<>();
    Map<Integer, Integer> before = new HashMap<>(sampled);
    shortlists
        .strata()
        .forEach(
            (number, stratum) -> {
              double rate = stratum.rate();
              int band = Math.min(strata.bandOf(number), assumed.length - 1);
              audit.add(
                  new AuditStratum(
                      number,
                      stratum.poolProbability(),
                      stratum.items(),
                      before.getOrDefault(number, 0),
                      Double.isNaN(rate) ? assumed[band] : rate,
                      stratum.order()));
            });
    return audit;
  }

  /**
   * What a batch is composed from.
   *
   * @param pool candidates, pairs and earlier items
   * @param audit the audit frame
   */
  public record Gathered(Pool pool, List<AuditStratum> audit) {}
}
