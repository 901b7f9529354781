package org.penumbra.jobs.data;

import static org.apache.spark.sql.functions.broadcast;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.penumbra.Errors;
import org.penumbra.embed.EncodedText;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageName;
import org.penumbra.label.ExpertLabel;
import org.penumbra.split.Side;
import org.penumbra.student.StudentInput;

/**
 * Reads what is known of the labelled items. They are few, so the driver holds them. Labels count
 * if they follow the guideline as it is now, or were carried over to it.
 */
public final class LabelledItems {

  private final SparkSession spark;
  private final RunData data;
  private final History history;
  private final String guidelineVersion;

  /**
   * A reader.
   *
   * @param guidelineVersion of the policy as it is now
   */
  public LabelledItems(SparkSession spark, RunData data, History history, String guidelineVersion) {
    this.spark = spark;
    this.data = data;
    this.history = history;
    this.guidelineVersion = guidelineVersion;
  }

  /** Every accepted answer of rounds 1 to a last one that follows the guideline as it is now. */
  public List<ExpertLabel> labels(int lastRound) {
    return history.labels(lastRound).stream()
        .filter(label -> label.guidelineVersion().equals(guidelineVersion))
        .toList();
  }

  /** What the raters of each round came to, under whatever guideline, in order of rounds. */
  public List<Judged> judged(int lastRound) {
    return history
        .byRound(RunDataset.CONSENSUS, StageName.INGEST, lastRound)
        .select("round", "item_id", "guideline_version", "label")
        .collectAsList()
        .stream()
        .map(
            row ->
                new Judged(
                    row.getInt(0), row.getString(1), row.getString(2), row.<Integer>getAs(3)))
        .sorted(Comparator.comparing(Judged::round).thenComparing(Judged::itemId))
        .toList();
  }

  /** Every answered item, decided or not, under whatever guideline. */
  public SortedSet<String> answered(int lastRound) {
    return new TreeSet<>(
        history
            .read(RunDataset.CONSENSUS, StageName.INGEST, lastRound)
            .select("item_id")
            .as(Encoders.STRING())
            .collectAsList());
  }

  /** The items answered in one round. */
  public SortedSet<String> answeredIn(int round) {
    return new TreeSet<>(
        history
            .only(RunDataset.CONSENSUS, StageName.INGEST, round)
            .select("item_id")
            .as(Encoders.STRING())
            .collectAsList());
  }

  /** The texts of some asked items, by item id. */
  public SortedMap<String, String> texts(Collection<String> ids, int lastRound) {
    Dataset<Row> wanted = frame(ids).withColumnRenamed("id", "item_id");
    SortedMap<String, String> texts = new TreeMap<>();
    history
        .read(RunDataset.BATCH, StageName.SELECT, lastRound)
        .join(broadcast(wanted), "item_id")
        .select("item_id", "text")
        .collectAsList()
        .forEach(row -> texts.put(row.getString(0), row.getString(1)));
    return texts;
  }

  /**
   * 0 or 1 of every decided item, and of every item whose label was carried over, by item id.
   *
   * @throws org.penumbra.UserException if all labels follow another guideline
   */
  public SortedMap<String, Integer> consensus(int lastRound) {
    SortedMap<String, Integer> consensus = new TreeMap<>();
    history
        .only(RunDataset.CARRIED, StageName.INGEST, lastRound)
        .select("item_id", "label")
        .collectAsList()
        .forEach(row -> consensus.put(row.getString(0), row.getInt(1)));
    List<Judged> judged = judged(lastRound);
    if (!judged.isEmpty() && judged.stream().noneMatch(this::isOfNow)) {
      throw Errors.guidelineWithoutLabels(
          lastRound, judged.get(judged.size() - 1).guidelineVersion(), guidelineVersion);
    }
    consensus.putAll(decided(judged));
    return consensus;
  }

  /** 0 or 1 of every item that was decided under the guideline as it is now, by item id. */
  public SortedMap<String, Integer> decided(int lastRound) {
    return decided(judged(lastRound));
  }

  private SortedMap<String, Integer> decided(List<Judged> judged) {
    SortedMap<String, Integer> decided = new TreeMap<>();
    judged.stream()
        .filter(item -> isOfNow(item) && item.label() != null)
        .forEach(item -> decided.put(item.itemId(), item.label()));
    return decided;
  }

  private boolean isOfNow(Judged item) {
    return item.guidelineVersion().equals(guidelineVersion);
  }

  /** The side and group of every item that was split. */
  public SortedMap<String, Placed> placed(int lastRound) {
    SortedMap<String, Placed> placed = new TreeMap<>();
    place(placed, RunDataset.EVAL, Side.EVAL, lastRound);
    place(placed, RunDataset.SFT, Side.SFT, lastRound);
    return placed;
  }

  /** The audit sample, by item id. */
  public SortedMap<String, AuditItem> audit(List<Manifest> manifests) {
    SortedMap<String, AuditItem> audit = new TreeMap<>();
    for (Row row : data.read(RunDataset.AUDIT, manifests).collectAsList()) {
      audit.put(row.getString(0), new AuditItem(row.getInt(1), row.getDouble(2), row.getDouble(3)));
    }
    return audit;
  }

  /** What would have dropped some items of the pool, had its sample not drawn them; else null. */
  public Map<String, String> droppedBy(Collection<String> ids, List<Manifest> items) {
    Map<String, String> droppedBy = new HashMap<>();
    data.read(RunDataset.ITEMS, items)
        .join(broadcast(frame(ids)), "id")
        .select("id", "dropped_by")
        .collectAsList()
        .forEach(row -> droppedBy.put(row.getString(0), row.getString(1)));
    return droppedBy;
  }

  /** Vectors of some items. */
  public SortedMap<String, EncodedText> vectors(Collection<String> ids, List<Manifest> vectors) {
    SortedMap<String, EncodedText> found = new TreeMap<>();
    data.read(RunDataset.EMBEDDINGS, vectors)
        .join(broadcast(frame(ids)), "id")
        .select("id", "vector", "windows")
        .collectAsList()
        .forEach(
            row ->
                found.put(
                    row.getString(0),
                    new EncodedText(Rows.floats(row, 1), Rows.floats(row, 2), false)));
    return found;
  }

  /** Vectors and texts of some items. */
  public SortedMap<String, StudentInput> inputs(
      Collection<String> ids, List<Manifest> items, List<Manifest> vectors) {
    SortedMap<String, EncodedText> encoded = vectors(ids, vectors);
    SortedMap<String, StudentInput> inputs = new TreeMap<>();
    data.read(RunDataset.ITEMS, items)
        .join(broadcast(frame(ids)), "id")
        .select("id", "text")
        .collectAsList()
        .forEach(
            row ->
                inputs.put(
                    row.getString(0),
                    new StudentInput(encoded.get(row.getString(0)), row.getString(1))));
    return inputs;
  }

  private Dataset<Row> frame(Collection<String> ids) {
    return spark.createDataset(new ArrayList<>(ids), Encoders.STRING()).toDF("id");
  }

  private void place(
      SortedMap<String, Placed> placed, RunDataset dataset, Side side, int lastRound) {
    for (Row row :
        history
            .read(dataset, StageName.SPLIT, lastRound)
            .select("item_id", "group_id", "label")
            .collectAsList()) {
      placed.put(row.getString(0), new Placed(side, row.getString(1)));
    }
  }

  /**
   * What the raters of an item came to.
   *
   * @param round in which they were asked
   * @param itemId the item
   * @param guidelineVersion they followed
   * @param label 0 or 1; null where they are tied or undecided
   */
  public record Judged(int round, String itemId, String guidelineVersion, Integer label) {}

  /**
   * Where the split put an item.
   *
   * @param side evaluation or fine-tuning
   * @param group what is split and drawn together
   */
  public record Placed(Side side, String group) {}

  /**
   * An item of the audit.
   *
   * @param stratum its stratum
   * @param stratumSize items of the corpus the stratum stands for
   * @param inclusionProbability of the audit sample so far
   */
  public record AuditItem(int stratum, double stratumSize, double inclusionProbability) {}
}
