package org.penumbra.jobs.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.penumbra.Errors;
import org.penumbra.Interval;
import org.penumbra.agree.WeightedShare;
import org.penumbra.jobs.data.GivenData;
import org.penumbra.jobs.data.LabelledItems.AuditItem;
import org.penumbra.jobs.data.RunData;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.Manifest;

/**
 * Decisions made before, by people or systems of unknown worth, as weak labels: each source is held
 * against the experts, what it decided one way apart from the other way, and what an appeal
 * overturned apart from what stood. They enter no figure, no split and no training.
 */
public final class PastDecisions {

  private static final String SETTING = "label.given-decisions";
  private static final StructType COLUMNS =
      StructType.fromDDL("item_id STRING, source STRING, label INT, overturned BOOLEAN");
  private static final double LEVEL = .95;
  private static final String ALL = "all";
  private static final String NATURAL = "natural";

  /** What is measured together: a source, whether it was overturned, and what then holds. */
  private record Kind(String source, boolean overturned, int label) {
    static final Comparator<Kind> ORDER =
        Comparator.comparing(Kind::source)
            .thenComparing(Kind::overturned)
            .thenComparing(Kind::label);

    static Kind of(Row row) {
      return new Kind(row.getAs("source"), row.getAs("overturned"), row.<Integer>getAs("label"));
    }
  }

  private final SparkSession spark;
  private final RunData data;
  private final String policyId;
  private final String uri;

  /** Decisions as Parquet. */
  public PastDecisions(SparkSession spark, RunData data, String policyId, String uri) {
    this.spark = spark;
    this.data = data;
    this.policyId = policyId;
    this.uri = uri;
  }

  /**
   * Writes weak_labels and weak_sources.
   *
   * @param pool the items decisions may be of; others are counted
   * @param experts 0 or 1 of every item that experts decided
   * @param audit the audit sample
   */
  public void write(
      StageRun run,
      List<Manifest> pool,
      Map<String, Integer> experts,
      Map<String, AuditItem> audit) {
    run.describe("past decisions");
    Dataset<Row> given = GivenData.typed(spark, uri, SETTING, COLUMNS);
    Dataset<Row> items = data.read(RunDataset.ITEMS, pool).select(col("id").as("item_id"));
    Dataset<Row> known = given.join(items, "item_id");
    requireSound(known);
    Manifest written = run.write(RunDataset.WEAK_LABELS, () -> weakLabels(known));
    Dataset<Row> labels = data.read(RunDataset.WEAK_LABELS, List.of(written));
    long outside = given.count() - written.rows();
    run.count("decisions_outside_pool", outside);
    if (written.rows() == 0) {
      run.warn(
          "none of the %,d past decisions of %s is of an item in the pool"
              .formatted(outside, SETTING));
    }
    List<Row> sources = sources(labels, experts, audit);
    run.write(RunDataset.WEAK_SOURCES, () -> data.frame(sources, RunDataset.WEAK_SOURCES));
  }

  private void requireSound(Dataset<Row> known) {
    List<Row> bad =
        known
            .groupBy("item_id", "source")
            .agg(
                count(lit(1)).as("rows"),
                count(when(col("label").isin(0, 1), lit(1))).as("decided"))
            .where(col("rows").gt(1).or(col("decided").equalTo(0)).or(col("source").isNull()))
            .orderBy("item_id", "source")
            .limit(1)
            .collectAsList();
    if (!bad.isEmpty()) {
      throw Errors.givenDecisionRow(uri, bad.get(0).getString(0), bad.get(0).getString(1));
    }
  }

  /** An overturned decision speaks for the other label. */
  private Dataset<Row> weakLabels(Dataset<Row> known) {
    return known
        .withColumn("overturned", coalesce(col("overturned"), lit(false)))
        .select(
            lit(policyId).as("policy_id"),
            col("item_id"),
            col("source"),
            col("overturned"),
            when(col("overturned"), lit(1).minus(col("label")))
                .otherwise(col("label"))
                .as("label"));
  }

  private List<Row> sources(
      Dataset<Row> labels, Map<String, Integer> experts, Map<String, AuditItem> audit) {
    SortedMap<Kind, Long> sizes = new TreeMap<>(Kind.ORDER);
    for (Row row :
        labels
            .groupBy("source", "overturned", "label")
            .agg(count(lit(1)).as("items"))
            .collectAsList()) {
      sizes.put(Kind.of(row), row.<Long>getAs("items"));
    }
    SortedMap<Kind, WeightedShare> all = new TreeMap<>(Kind.ORDER);
    SortedMap<Kind, WeightedShare> natural = new TreeMap<>(Kind.ORDER);
    for (Kind kind : sizes.keySet()) {
      all.put(kind, new WeightedShare());
      natural.put(kind, new WeightedShare());
    }
    Dataset<Row> checked =
        spark.createDataset(List.copyOf(experts.keySet()), Encoders.STRING()).toDF("item_id");
    for (Row row : labels.join(broadcast(checked), "item_id").collectAsList()) {
      Kind kind = Kind.of(row);
      String item = row.getAs("item_id");
      boolean agrees = experts.get(item) == kind.label();
      all.get(kind).add(1, agrees);
      AuditItem sampled = audit.get(item);
      if (sampled != null) {
        natural.get(kind).add(1 / sampled.inclusionProbability(), agrees);
      }
    }
    List<Row> rows = new ArrayList<>();
    sizes.forEach(
        (kind, size) -> {
          rows.add(row(kind, size, ALL, all.get(kind)));
          rows.add(row(kind, size, NATURAL, natural.get(kind)));
        });
    return rows;
  }

  private Row row(Kind kind, long size, String population, WeightedShare share) {
    Interval reliability = share.interval(LEVEL);
    return RowFactory.create(
        policyId,
        kind.source(),
        kind.overturned(),
        kind.label(),
        population,
        size,
        share.size(),
        orNull(reliability.estimate()),
        orNull(reliability.low()),
        orNull(reliability.high()));
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
