package org.penumbra.jobs.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.broadcast;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.data.LabelledItems;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.label.Exports;
import org.penumbra.jobs.label.Redactors;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;
import org.penumbra.policy.PolicyPrompt;
import org.penumbra.split.DatasetCard;
import org.penumbra.split.FineTuningFormat;
import org.penumbra.split.Side;
import org.penumbra.split.TrainingExample;

/**
 * The labelled items of all rounds so far as files for fine-tuning, below the round's exports.
 * Undecided items are in none.
 */
public final class FineTuningExport {

  private static final String TRAIN = "train";
  private static final String TEST = "test";

  private final RunContext context;
  private final int round;

  public FineTuningExport(RunContext context, int round) {
    this.context = context;
    this.round = round;
  }

  /**
   * Writes the files and their card.
   *
   * @param sides of all items so far
   * @param consensus of the decided ones
   * @param carried how many of them were decided under an earlier guideline
   */
  public void write(
      SortedMap<String, LabelledItems.Placed> sides,
      SortedMap<String, Integer> consensus,
      int carried) {
    SortedMap<String, TrainingExample> examples = examples(consensus);
    List<TrainingExample> train = of(Side.SFT, examples, sides);
    List<TrainingExample> test = of(Side.EVAL, examples, sides);
    DatasetCard card = new DatasetCard(context.policy(), round, carried);
    for (FineTuningFormat format : FineTuningFormat.values()) {
      write(card, format, TRAIN, train);
      if (format.evaluates()) {
        write(card, format, TEST, test);
      }
    }
    put("README.md", card.text());
  }

  /** The files of the fine-tuning side, by name; those without rows are left out. */
  public SortedMap<String, String> training(
      SortedMap<String, LabelledItems.Placed> sides, SortedMap<String, Integer> consensus) {
    List<TrainingExample> train = of(Side.SFT, examples(consensus), sides);
    SortedMap<String, String> files = new TreeMap<>();
    for (FineTuningFormat format : FineTuningFormat.values()) {
      String lines = format.lines(new PolicyPrompt(context.policy()), train);
      if (!lines.isEmpty()) {
        files.put(file(format, TRAIN), lines);
      }
    }
    return files;
  }

  private static List<TrainingExample> of(
      Side side,
      SortedMap<String, TrainingExample> examples,
      SortedMap<String, LabelledItems.Placed> sides) {
    return examples.values().stream()
        .filter(example -> sides.containsKey(example.itemId()))
        .filter(example -> sides.get(example.itemId()).side() == side)
        .toList();
  }

  private static String file(FineTuningFormat format, String split) {
    return format.wireName() + "-" + split + ".jsonl";
  }

  /** A file without rows is not written: loaders fail on it. */
  private void write(
      DatasetCard card, FineTuningFormat format, String split, List<TrainingExample> examples) {
    String lines = format.lines(new PolicyPrompt(context.policy()), examples);
    if (!lines.isEmpty()) {
      String file = file(format, split);
      card.add(format.wireName(), split, file, (int) lines.lines().count());
      put(file, lines);
    }
  }

  private void put(String file, String content) {
    context.store().put(Exports.folder(round) + "/fine-tuning/" + file, content.getBytes(UTF_8));
  }

  private SortedMap<String, TrainingExample> examples(SortedMap<String, Integer> consensus) {
    SortedMap<String, String> texts = new TreeMap<>();
    SortedMap<String, Integer> model = new TreeMap<>();
    for (int asked = 1; asked <= round; asked++) {
      Dataset<Row> batch = read(RunDataset.BATCH, asked, StageName.SELECT);
      batch
          .select("item_id", "text")
          .collectAsList()
          .forEach(row -> texts.put(row.getString(0), row.getString(1)));
      double cut =
          read(RunDataset.THRESHOLDS, asked, StageName.CLUSTER).collectAsList().get(0).getAs("cut");
      read(RunDataset.SCORES, asked, StageName.SCAN)
          .join(broadcast(batch.selectExpr("item_id as id")), "id")
          .select("id", "score")
          .collectAsList()
          .forEach(row -> model.put(row.getString(0), row.getDouble(1) >= cut ? 1 : 0));
    }
    texts.keySet().retainAll(consensus.keySet());
    SortedMap<String, TrainingExample> examples = new TreeMap<>();
    Redactors.of(context.settings().redact())
        .redact(texts)
        .forEach(
            (item, text) ->
                examples.put(
                    item, new TrainingExample(item, text, consensus.get(item), model.get(item))));
    return examples;
  }

  private Dataset<Row> read(RunDataset dataset, int ofRound, String stage) {
    return context
        .data()
        .read(
            dataset,
            new StageState(context.store(), new StageId(ofRound, stage))
                .manifests(dataset.folder()));
  }
}
