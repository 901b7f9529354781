package org.penumbra.jobs.data;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.penumbra.embed.EncodedText;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageName;
import org.penumbra.label.ExpertLabel;
import org.penumbra.split.Side;

/** Reads what is known of the labelled items. They are few, so the driver holds them. */
public final class LabelledItems {

  private final SparkSession spark;
  private final RunData data;
  private final History history;

  public LabelledItems(SparkSession spark, RunData data, History history) {
    this.spark = spark;
    this.data = data;
    this.history = history;
  }

  /** Every accepted answer of rounds 1 to a last one. */
  public List<ExpertLabel> labels(int lastRound) {
    return history.labels(lastRound);
  }

  /** Every answered item, decided or not. */
  public SortedSet<String> answered(int lastRound) {
    return new TreeSet<>(
        history
            .read(RunDataset.CONSENSUS, StageName.INGEST, lastRound)
            .select("item_id")
            .as(Encoders.STRING())
            .collectAsList());
  }

  /** The texts of some asked items, by item id. */
  public SortedMap<String, String> texts(Collection<String> ids, int lastRound) {
    Dataset<Row> wanted =
        spark.createDataset(new ArrayList<>(ids), Encoders.STRING()).toDF("item_id");
    SortedMap<String, String> texts = new TreeMap<>();
    history
        .read(RunDataset.BATCH, StageName.SELECT, lastRound)
        .join(broadcast(wanted), "item_id")
        .select("item_id", "text")
        .collectAsList()
        .forEach(row -> texts.put(row.getString(0), row.getString(1)));
    return texts;
  }

  /** 0 or 1 of every decided item, by item id. */
  public SortedMap<String, Integer> consensus(int lastRound) {
    SortedMap<String, Integer> consensus = new TreeMap<>();
    history
        .read(RunDataset.CONSENSUS, StageName.INGEST, lastRound)
        .where(col("label").isNotNull())
        .select("item_id", "label")
        .collectAsList()
        .forEach(row -> consensus.put(row.getString(0), row.getInt(1)));
    return consensus;
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

  /** Vectors of some items. */
  public SortedMap<String, EncodedText> vectors(Collection<String> ids, List<Manifest> vectors) {
    Dataset<Row> wanted = spark.createDataset(new ArrayList<>(ids), Encoders.STRING()).toDF("id");
    SortedMap<String, EncodedText> found = new TreeMap<>();
    data.read(RunDataset.EMBEDDINGS, vectors)
        .join(broadcast(wanted), "id")
        .select("id", "vector", "windows")
        .collectAsList()
        .forEach(
            row ->
                found.put(
                    row.getString(0),
                    new EncodedText(Rows.floats(row, 1), Rows.floats(row, 2), false)));
    return found;
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
