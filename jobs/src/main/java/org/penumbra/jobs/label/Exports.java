package org.penumbra.jobs.label;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import org.penumbra.StableHash;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.Store;
import org.penumbra.label.Task;
import org.penumbra.label.Worksheet;
import org.penumbra.label.assign.Assignment;
import org.penumbra.label.exchange.CsvTasks;
import org.penumbra.label.exchange.JsonTasks;
import org.penumbra.label.exchange.LabelStudioConfig;
import org.penumbra.label.page.LabellingPage;
import org.penumbra.label.page.PageOptions;
import org.penumbra.label.page.SheetKind;
import org.penumbra.policy.Policy;

/**
 * A round's batch as files for people and tools: once for tools that several people share, and once
 * per rater. Texts are redacted; nothing tells what a model thinks.
 */
public final class Exports {

  /** Below the round's folder: what each rater is asked. */
  public static final String RATERS = "raters";

  /** Below the round's folder: contested items, for those who settle them. */
  public static final String ADJUDICATION = "adjudication";

  private record Asked(String text, String pairId) {}

  private final RunContext context;
  private final Store store;
  private final Policy policy;
  private final long seed;
  private final int round;

  public Exports(RunContext context, int round) {
    this.context = context;
    this.store = context.store();
    this.policy = context.policy();
    this.seed = context.settings().seed();
    this.round = round;
  }

  /** The folder of a round's files, relative to the run. */
  public static String folder(int round) {
    return "exports/" + StageId.roundFolder(round);
  }

  /**
   * Writes all files of a batch.
   *
   * @param kept which items may still be shown
   */
  public void write(List<Manifest> batch, List<Manifest> assignments, Predicate<String> kept) {
    // Of another panel or batch, and not to be handed out any more.
    store.delete(folder(round) + "/" + RATERS);
    SortedMap<String, Asked> asked = asked(batch, kept);
    List<Task> shared = new ArrayList<>();
    asked.forEach((item, what) -> shared.add(new Task("", item, what.pairId(), what.text())));
    shared.sort(
        Comparator.comparingLong(task -> StableHash.bits(seed, "order " + round, task.itemId())));
    write(folder(round) + "/batch", new Worksheet(policy, round, "", seed, shared));
    store.put(folder(round) + "/label-studio.xml", LabelStudioConfig.of(policy).getBytes(UTF_8));
    Redactors.of(context.settings().redact())
        .redact(Calibrations.of(context.spark(), context.settings().label()).texts())
        .forEach((item, text) -> asked.putIfAbsent(item, new Asked(text, "")));
    raters(
        RATERS,
        SheetKind.BATCH,
        context.data().read(RunDataset.ASSIGNMENTS, assignments).collectAsList().stream()
            .map(Assignments::of)
            .toList(),
        asked);
  }

  /** Writes the files of those who settle contested items. */
  public void adjudication(List<Manifest> batch, List<Assignment> assignments) {
    raters(ADJUDICATION, SheetKind.ADJUDICATION, assignments, asked(batch, item -> true));
  }

  /** Texts as they may leave the run, of the batch and of the calibration set, by item id. */
  private SortedMap<String, Asked> asked(List<Manifest> batch, Predicate<String> kept) {
    SortedMap<String, String> texts = new TreeMap<>();
    SortedMap<String, String> pairs = new TreeMap<>();
    for (Row row :
        context
            .data()
            .read(RunDataset.BATCH, batch)
            .select("item_id", "text", "pair_id")
            .collectAsList()) {
      if (kept.test(row.getString(0))) {
        texts.put(row.getString(0), row.getString(1));
        pairs.put(row.getString(0), row.isNullAt(2) ? "" : row.getString(2));
      }
    }
    SortedMap<String, Asked> asked = new TreeMap<>();
    Redactors.of(context.settings().redact())
        .redact(texts)
        .forEach((item, text) -> asked.put(item, new Asked(text, pairs.get(item))));
    return asked;
  }

  private void raters(
      String below, SheetKind kind, List<Assignment> assignments, SortedMap<String, Asked> asked) {
    SortedMap<String, List<Task>> byRater = new TreeMap<>();
    assignments.stream()
        .sorted(Comparator.comparingInt(Assignment::position))
        .filter(task -> asked.containsKey(task.itemId()))
        .forEach(
            task ->
                byRater
                    .computeIfAbsent(task.rater(), rater -> new ArrayList<>())
                    .add(
                        new Task(
                            task.taskId(),
                            task.itemId(),
                            asked.get(task.itemId()).pairId(),
                            asked.get(task.itemId()).text())));
    PageOptions options = Pages.options(context.settings().page(), context.settings().label());
    byRater.forEach(
        (rater, tasks) -> {
          Worksheet worksheet = new Worksheet(policy, round, rater, seed, tasks);
          String name = folder(round) + "/" + below + "/" + rater;
          write(name, worksheet);
          store.put(name + ".html", LabellingPage.of(worksheet, kind, options).bytes());
        });
  }

  private void write(String name, Worksheet worksheet) {
    store.put(name + ".csv", CsvTasks.of(worksheet));
    store.put(name + ".jsonl", JsonTasks.lines(worksheet));
    store.put(name + ".label-studio.json", JsonTasks.labelStudio(worksheet));
    store.put(name + ".argilla.jsonl", JsonTasks.argilla(worksheet));
    store.put(name + ".parquet", ParquetTasks.of(worksheet));
  }
}
