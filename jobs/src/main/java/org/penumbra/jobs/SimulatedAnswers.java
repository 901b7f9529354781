package org.penumbra.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.penumbra.Errors;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;
import org.penumbra.jobs.state.Store;
import org.penumbra.jobs.state.Stores;
import org.penumbra.settings.SimulatedSettings;
import org.penumbra.simulate.RaterModel;
import org.penumbra.simulate.SimulatedRaters;

/**
 * Answers a round's batch with simulated experts, for rehearsals on a corpus whose labels are
 * known: writes the label files that people would.
 */
public final class SimulatedAnswers {

  private static final double BATCH_PREVALENCE = 0.4;
  private static final String BORDERLINE = "borderline";
  private static final List<String> LABELS = List.of("0", "1");

  private final RunContext context;
  private final String truthUri;
  private final String labelColumn;

  /**
   * @param truthUri JSON lines of (id, label) and, if it is known, borderline
   * @param labelColumn the field with 0 or 1
   */
  public SimulatedAnswers(RunContext context, String truthUri, String labelColumn) {
    this.context = context;
    this.truthUri = truthUri;
    this.labelColumn = labelColumn;
  }

  /** Writes one file per rater into the round's inbox; how many answers were given. */
  public long answer(int round) {
    SortedMap<String, Truth> truths = truths(round);
    boolean lined = truths.values().stream().anyMatch(truth -> truth.borderline() != null);
    SimulatedSettings simulated = context.settings().simulated();
    int number = context.settings().label().raters();
    List<RaterModel> raters =
        lined
            ? SimulatedRaters.experts(number)
            : SimulatedRaters.expertsReaching(number, simulated.expertKappa(), BATCH_PREVALENCE);
    SimulatedRaters answers = new SimulatedRaters(context.settings().seed());
    Store inbox =
        Stores.at(
            IngestJob.inbox(context, round), context.spark().sparkContext().hadoopConfiguration());
    for (RaterModel rater : raters) {
      inbox.put(rater.name() + ".csv", csv(rater, answers, truths).getBytes(UTF_8));
    }
    return (long) raters.size() * truths.size();
  }

  private static String csv(
      RaterModel rater, SimulatedRaters answers, SortedMap<String, Truth> truths) {
    StringBuilder lines = new StringBuilder();
    try (CSVPrinter printer =
        new CSVPrinter(
            lines, CSVFormat.RFC4180.builder().setHeader("item_id", "rater", "label").get())) {
      for (Map.Entry<String, Truth> item : truths.entrySet()) {
        Truth truth = item.getValue();
        boolean borderline = Boolean.TRUE.equals(truth.borderline());
        int label = answers.answer(rater, item.getKey(), truth.label(), borderline);
        printer.printRecord(item.getKey(), rater.name(), label);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines.toString();
  }

  private SortedMap<String, Truth> truths(int round) {
    StageState select = new StageState(context.store(), new StageId(round, StageName.SELECT));
    if (!select.succeeded()) {
      throw Errors.stageNotDone("answer", round, StageName.SELECT);
    }
    Dataset<Row> batch =
        context
            .data()
            .read(RunDataset.BATCH, select.manifests(RunDataset.BATCH.folder()))
            .select(col("item_id").as("id"));
    SortedMap<String, Truth> truths = new TreeMap<>();
    for (Row row : truth().join(broadcast(batch), "id").collectAsList()) {
      String label = row.getString(1);
      if (label == null || !LABELS.contains(label)) {
        throw Errors.truthNotALabel(truthUri, row.getString(0), label);
      }
      truths.put(row.getString(0), new Truth(Integer.parseInt(label), row.getAs(BORDERLINE)));
    }
    long asked = batch.count();
    if (truths.size() < asked) {
      throw Errors.truthMissing(truthUri, asked - truths.size(), asked);
    }
    return truths;
  }

  private Dataset<Row> truth() {
    Dataset<Row> file = context.spark().read().json(truthUri);
    List<String> columns = List.of(file.columns());
    String id = context.settings().corpus().id();
    String idColumn = id == null ? "id" : id;
    for (String column : List.of(idColumn, labelColumn)) {
      if (!columns.contains(column)) {
        throw Errors.truthColumnMissing(truthUri, column, String.join(", ", columns));
      }
    }
    return file.select(
        col(idColumn).cast("string").as("id"),
        col(labelColumn).cast("string").as("label"),
        (columns.contains(BORDERLINE) ? col(BORDERLINE) : lit(null).cast("boolean"))
            .as(BORDERLINE));
  }

  private record Truth(int label, Boolean borderline) {}
}
