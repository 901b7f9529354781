package org.penumbra.jobs.data;

import java.util.Locale;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The datasets of a run: their names and their columns. This is the data dictionary. */
public enum RunDataset {
  /**
   * Distinct texts of the working pool; {@code pool_probability} is each one's chance to be in it,
   * {@code dropped_by} what would have dropped it had the sample not drawn it.
   */
  ITEMS(
      """
      id STRING, text STRING, source STRING, position BIGINT, occurrences BIGINT, `group` STRING,
      language STRING, truncated BOOLEAN, pool_probability DOUBLE, dropped_by STRING"""),
  /** A score for an item: higher means more likely positive; not a probability. */
  SCORES(
      """
      id STRING, policy_id STRING, scorer STRING, score DOUBLE, doubt DOUBLE,
      disagreement DOUBLE"""),
  /** What each of several models or prompts said of an item; the score weighs them all. */
  VOICES(
      """
      id STRING, policy_id STRING, voice STRING, score DOUBLE, doubt DOUBLE, reason STRING"""),
  /** Rows that could not become items, with the number of rows each entry stands for. */
  REJECTS("source STRING, position BIGINT, reason STRING, sample STRING, rows BIGINT"),
  /**
   * Per shard: rows read, staged, dropped (those by triage too) and rejected, and a histogram of
   * all scores.
   */
  TALLIES(
      """
      shard INT, source STRING, rows_in BIGINT, staged BIGINT, dropped BIGINT, triaged BIGINT,
      rejected BIGINT, bins ARRAY<INT>, counts ARRAY<BIGINT>"""),
  /**
   * What is certain of the recall of a cascade's tiers, by their teacher's answers; where a corpus
   * was so large that there were any.
   */
  TIERS(
      """
      policy_id STRING, tier STRING, teacher STRING, recall DOUBLE, low DOUBLE, high DOUBLE,
      level DOUBLE, prevalence DOUBLE, elusion DOUBLE, audited_kept BIGINT,
      audited_dropped BIGINT, certified BOOLEAN, certificate STRING"""),
  /**
   * Unit vectors; {@code windows} holds all windows of a long text one after another, else null.
   * Files may hold them otherwise, see {@link VectorStorage}.
   */
  EMBEDDINGS("id STRING, vector ARRAY<FLOAT>, windows ARRAY<FLOAT>"),
  /** Where a scorer's positives begin, and its negatives near the boundary. */
  THRESHOLDS(
      """
      policy_id STRING, scorer STRING, cut DOUBLE, near_cut DOUBLE, prevalence DOUBLE,
      prevalence_low DOUBLE, prevalence_high DOUBLE, method STRING"""),
  /** The cluster of each pool item among those of its predicted label; distance 0 to 2. */
  CLUSTERS("id STRING, label INT, cluster INT, distance DOUBLE"),
  /** Unit centroids with their sizes and robust radii. */
  CENTROIDS("label INT, cluster INT, items BIGINT, radius DOUBLE, vector ARRAY<FLOAT>"),
  /** How far each positive and negative cluster lie in one another, with the formula's terms. */
  OVERLAPS(
      """
      positive_cluster INT, negative_cluster INT, overlap DOUBLE, overlap_se DOUBLE,
      relation STRING, distance DOUBLE, positive_radius DOUBLE, negative_radius DOUBLE,
      positive_edges BIGINT, negative_edges BIGINT, positive_lift DOUBLE, negative_lift DOUBLE,
      positive_lift_se DOUBLE, negative_lift_se DOUBLE"""),
  /** Nearest opposite-label neighbours inside overlapping clusters. */
  PAIRS(
      """
      pair_id STRING, positive_id STRING, negative_id STRING, rank INT, similarity DOUBLE,
      cell STRING, positive_score DOUBLE, negative_score DOUBLE"""),
  /** The items experts are asked about. */
  BATCH(
      """
      policy_id STRING, guideline_version STRING, item_id STRING, pair_id STRING, text STRING,
      rank INT, arm STRING, stratum INT, inclusion_probability DOUBLE, why STRING"""),
  /**
   * The audit sample so far: a probability sample of the whole corpus, stratified by the first
   * round's score; it starts anew when the guideline changes. A mean weighted by 1 /
   * inclusion_probability estimates the mean of the corpus.
   */
  AUDIT(
      """
      item_id STRING, stratum INT, stratum_size DOUBLE, inclusion_probability DOUBLE,
      origin STRING"""),
  /** Who is asked what: a task per item, rater and phase. */
  ASSIGNMENTS(
      """
      policy_id STRING, guideline_version STRING, task_id STRING, item_id STRING, rater STRING,
      phase STRING, position INT, day INT"""),
  /**
   * Expert answers that passed all checks; label is null where undecided; the path has the round.
   */
  LABELS(
      """
      policy_id STRING, guideline_version STRING, item_id STRING, rater STRING, answer STRING,
      label INT, reasons ARRAY<STRING>, phase STRING, seconds DOUBLE, language STRING, note STRING,
      tool STRING, at TIMESTAMP"""),
  /** One label per item; null where the raters are tied or undecided. */
  CONSENSUS(
      """
      policy_id STRING, guideline_version STRING, item_id STRING, label INT, positives INT,
      negatives INT, unsure INT, invalid INT, posterior DOUBLE"""),
  /** Labels of earlier guideline versions that still hold; each round holds all of them. */
  CARRIED("policy_id STRING, guideline_version STRING, item_id STRING, label INT"),
  /** Whether the labels of an earlier guideline version still hold, by version and label. */
  CARRIED_STRATA(
      """
      policy_id STRING, guideline_version STRING, label INT, items INT, sample INT, asked INT,
      contradicted INT, upper_bound DOUBLE, state STRING"""),
  /**
   * Past decisions on items of the pool, as given; label is what holds after an overturned appeal.
   */
  WEAK_LABELS(
      """
      policy_id STRING, item_id STRING, source STRING, overturned BOOLEAN, label INT"""),
  /** How often experts agree with each source of past decisions. */
  WEAK_SOURCES(
      """
      policy_id STRING, source STRING, overturned BOOLEAN, label INT, population STRING,
      items BIGINT, checked INT, reliability DOUBLE, low DOUBLE, high DOUBLE"""),
  /** Rows of label files that could not become labels. */
  LABEL_REJECTS("source STRING, position BIGINT, reason STRING, sample STRING"),
  /** Items kept for evaluation; label is null where the raters are tied or undecided. */
  EVAL(
      """
      policy_id STRING, guideline_version STRING, item_id STRING, group_id STRING,
      label INT"""),
  /** Items kept for supervised fine-tuning; label is null where the raters are tied. */
  SFT(
      """
      policy_id STRING, guideline_version STRING, item_id STRING, group_id STRING,
      label INT"""),
  /**
   * Figures of agreement. Population: eval (hard cases, not deployment), eval-round=NNN (those of
   * one round), eval-curated (those outside the audit), natural (the audit, weighted back to the
   * corpus) or holdout. Basis: raters; held-out (a model that saw no evaluation item); cross-fitted
   * (each item by a model that had not seen it); unseen.
   */
  METRICS(
      """
      policy_id STRING, model STRING, metric STRING, population STRING, basis STRING,
      estimate DOUBLE, low DOUBLE, high DOUBLE, standard_error DOUBLE, `interval` STRING,
      level DOUBLE, items BIGINT, doubled BIGINT"""),
  /** How each rater answers, all rounds so far of this guideline; ranked ones first. */
  RATERS(
      """
      policy_id STRING, rater STRING, rank INT, kappa DOUBLE, low DOUBLE, high DOUBLE,
      common_items INT, items INT, median_seconds DOUBLE, repeats INT, self_agreement DOUBLE,
      self_kappa DOUBLE, both_positive BIGINT, only_rater_positive BIGINT,
      only_others_positive BIGINT, both_negative BIGINT, unsure_share DOUBLE, invalid_share DOUBLE,
      outlier BOOLEAN"""),
  /** How each pair of raters agrees on its common items, all rounds so far of this guideline. */
  RATER_PAIRS(
      """
      policy_id STRING, first STRING, second STRING, items INT, kappa DOUBLE,
      standard_error DOUBLE, low DOUBLE, high DOUBLE"""),
  /** The items the raters split on, all rounds so far of this guideline; worst first. */
  CONTESTED(
      """
      policy_id STRING, item_id STRING, text STRING, positives INT, negatives INT, unsure INT,
      disagreement DOUBLE, reasons ARRAY<STRING>, notes ARRAY<STRING>"""),
  /** Thresholds of the round's student for a wanted precision or recall, at natural prevalence. */
  OPERATING_POINTS(
      """
      policy_id STRING, model STRING, target STRING, wanted DOUBLE, threshold DOUBLE,
      precision DOUBLE, precision_low DOUBLE, precision_high DOUBLE, recall DOUBLE,
      recall_low DOUBLE, recall_high DOUBLE, flagged_share DOUBLE, flagged_share_low DOUBLE,
      flagged_share_high DOUBLE, reviews_per_day DOUBLE, items BIGINT, positives BIGINT,
      why STRING"""),
  /** Stop or go on, and why. */
  DECISION(
      """
      policy_id STRING, verdict STRING, stop BOOLEAN, why STRING, doubled_items_needed INT,
      power DOUBLE, answers BIGINT, gate STRING, gate_why STRING,
      gate_doubled_items_needed INT, next_half_width DOUBLE, next_natural_half_width DOUBLE"""),
  /** A student over a whole corpus; a row that could not be judged has a reason instead. */
  APPLIED(
      """
      id STRING, policy_id STRING, source STRING, position BIGINT, model STRING, score DOUBLE,
      probability DOUBLE, label INT, truncated BOOLEAN, reason STRING, rows BIGINT"""),
  /** What each test of a snapshot against the run came to. */
  DRIFT(
      """
      snapshot INT, policy_id STRING, against STRING, model STRING, test STRING, statistic DOUBLE,
      p_value DOUBLE, adjusted_p_value DOUBLE, alarm BOOLEAN, reference_share DOUBLE,
      snapshot_share DOUBLE, change DOUBLE, change_low DOUBLE, change_high DOUBLE,
      reference_items BIGINT, snapshot_items BIGINT"""),
  /**
   * What to ask experts about next: items of regions where a snapshot crowds, by region and rank,
   * and labelled items that a changed guideline asks again, which have no region.
   */
  DRIFT_ITEMS(
      """
      snapshot INT, policy_id STRING, item_id STRING, region INT, rank INT, standing STRING,
      region_share DOUBLE, region_share_low DOUBLE, region_share_high DOUBLE,
      reference_items BIGINT, p_value DOUBLE, radius DOUBLE, cluster_distance DOUBLE,
      labelled_distance DOUBLE, score DOUBLE, text STRING, why STRING"""),
  /** Figures of played loops: one per data set, prevalence, strategy, seed, labels and metric. */
  STUDY(
      """
      dataset STRING, prevalence DOUBLE, strategy STRING, seed BIGINT, labels INT, metric STRING,
      value DOUBLE""");

  /** Readers refuse anything newer. */
  public static final int SCHEMA_VERSION = 1;

  /** Characters of a rejected text that are kept. */
  public static final int SAMPLE_CHARACTERS = 200;

  static final String SCHEMA_VERSION_KEY = "schema_version";

  @SuppressWarnings("ImmutableEnumChecker") // a StructType never changes
  private final StructType schema;

  RunDataset(String columns) {
    this.schema = versioned(StructType.fromDDL(columns));
  }

  /** The folder's name below the run. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its columns; the first carries the schema version, which so stands in every footer. */
  public StructType schema() {
    return schema;
  }

  static StructType versioned(StructType plain) {
    StructField[] fields = plain.fields();
    Metadata version = new MetadataBuilder().putLong(SCHEMA_VERSION_KEY, SCHEMA_VERSION).build();
    StructField first = fields[0];
    fields[0] = new StructField(first.name(), first.dataType(), first.nullable(), version);
    return new StructType(fields);
  }
}
