package org.penumbra.jobs.select;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.penumbra.jobs.data.Rows;
import org.penumbra.pair.Pair;
import org.penumbra.score.CalibratedScores;
import org.penumbra.select.AssumedRates;
import org.penumbra.select.AuditStratum;
import org.penumbra.select.Candidate;
import org.penumbra.select.Pool;
import org.penumbra.select.Strata;

/** Gathers on the driver what a batch is chosen from: bounded by the budget, not by the pool. */
public final class Candidates {

  private static final int AT_A_TIME = 2_000;

  private final SparkSession spark;
  private final Dataset<Row> pool;
  private final Dataset<Row> open;
  private final Dataset<Row> vectors;
  private final Strata strata;
  private final double cut;
  private final long seed;
  private final long drawSeed;

  /**
   * @param pool id, score, fixed_score, pool_probability, group
   * @param open those of them that may be asked about, which are the audit's frame
   * @param vectors id, vector
   * @param strata of the audit
   * @param cut where positives begin
   * @param seed of the audit
   * @param drawSeed of the random strategy
   */
  public Candidates(
      SparkSession spark,
      Dataset<Row> pool,
      Dataset<Row> open,
      Dataset<Row> vectors,
      Strata strata,
      double cut,
      long seed,
      long drawSeed) {
    this.spark = spark;
    this.pool = pool;
    this.open = open;
    this.vectors = vectors;
    this.strata = strata;
    this.cut = cut;
    this.seed = seed;
    this.drawSeed = drawSeed;
  }

  /**
   * Gathers in two actions: one over scores, one for the vectors of those that matter. Pairs, the
   * closest first, fill what the others leave of {@link Pool#CAP}.
   *
   * @param pairs the closest pairs of items never asked about
   * @param asked items of earlier batches
   * @param seeded ids of items that are wanted
   * @param sampled audit items of each stratum so far
   * @param wanted how many items each shortlist holds
   * @param auditItems the most that the audit may draw
   * @param examples vectors of the policy's examples
   */
  public Gathered gather(
      List<Pair> pairs,
      Asked asked,
      Collection<String> seeded,
      Map<Integer, Integer> sampled,
      int wanted,
      int auditItems,
      Collection<float[]> examples,
      CalibratedScores last,
      double assumedPrevalence) {
    int auditSize =
        sampled.values().stream().mapToInt(Integer::intValue).max().orElse(0) + auditItems + 1;
    Broadcast<CalibratedScores> shared =
        last == null
            ? null
            : JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(last);
    Shortlists shortlists =
        new CandidatePass(strata, cut, wanted, auditSize, seed, drawSeed, asked, shared).of(open);
    List<AuditStratum> audit = audit(shortlists, sampled, assumedPrevalence);
    SortedSet<String> ids = shortlists.ids();
    audit.forEach(stratum -> ids.addAll(drawable(stratum, asked, auditItems)));
    ids.addAll(asked.issued());
    ids.addAll(asked.outdated());
    ids.addAll(seeded);
    List<Pair> fitting = fitting(pairs, ids, wanted / 2);
    fitting.forEach(pair -> ids.addAll(List.of(pair.positiveId(), pair.negativeId())));
    SortedMap<String, Candidate> candidates = withVectors(ids);
    List<Candidate> earlier = new ArrayList<>();
    asked.issued().forEach(id -> earlier.add(candidates.get(id)));
    Pool choice = new Pool(candidates.values(), earlier, asked.outdated(), examples, fitting, cut);
    return new Gathered(choice, audit);
  }

  /** What the audit may draw from a stratum. */
  private static List<String> drawable(AuditStratum stratum, Asked asked, int auditItems) {
    return stratum.order().stream()
        .skip(stratum.sampled())
        .filter(id -> !asked.issued().contains(id))
        .limit(auditItems)
        .toList();
  }

  /**
   * The closest pairs whose items fit beside others.
   *
   * @param least pairs that must fit, if there are so many: what the boundary arm looks at
   */
  private static List<Pair> fitting(List<Pair> pairs, SortedSet<String> others, int least) {
    Set<String> ids = new HashSet<>(others);
    Pool.requireRoom(ids.size());
    List<Pair> fitting = new ArrayList<>();
    for (Pair pair : pairs) {
      ids.add(pair.positiveId());
      ids.add(pair.negativeId());
      if (fitting.size() < least) {
        Pool.requireRoom(ids.size());
      } else if (ids.size() > Pool.CAP) {
        break;
      }
      fitting.add(pair);
    }
    return fitting;
  }

  private SortedMap<String, Candidate> withVectors(SortedSet<String> ids) {
    Dataset<Row> wanted =
        functions.broadcast(
            spark.createDataset(new ArrayList<>(ids), Encoders.STRING()).toDF("id"));
    // Both sides are cut down first: else all vectors of the pool would be sorted for the join.
    // They come a small partition at a time: all at once, packed and boxed, take several times
    // their room.
    Iterator<Row> rows =
        pool.join(wanted, "id")
            .join(vectors.join(wanted, "id"), "id")
            .select("id", "vector", "score", "fixed_score", "pool_probability", "group")
            .repartition(1 + ids.size() / AT_A_TIME, col("id"))
            .toLocalIterator();
    SortedMap<String, Candidate> candidates = new TreeMap<>();
    while (rows.hasNext()) {
      Row row = rows.next();
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
