package org.penumbra.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.penumbra.Errors;
import org.penumbra.StableHash;
import org.penumbra.jobs.data.IdList;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.forget.AnswerErasure;
import org.penumbra.jobs.forget.AskedTasks;
import org.penumbra.jobs.forget.ExportErasure;
import org.penumbra.jobs.forget.LabelFileErasure;
import org.penumbra.jobs.forget.Leftovers;
import org.penumbra.jobs.forget.Waves;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.ForgetLog;
import org.penumbra.jobs.state.Forgetting;
import org.penumbra.jobs.state.Forgotten;
import org.penumbra.jobs.state.LeaseOwner;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageState;
import org.penumbra.provenance.CodeVersion;
import org.penumbra.provenance.ReportJson;
import org.penumbra.provenance.StageReport;

/**
 * Erases items from every dataset, label file, export and model file of the run, and remembers
 * keyed hashes of their ids so that they never come back. Figures that were computed stay.
 *
 * <p>The record is put first, as begun. Everything after it may be done again from the start: it
 * follows from the hashes alone, so that a call that died is ended by the next one.
 */
public final class ForgetJob {

  private static final String ERASED = "erased when items were forgotten";
  private static final int NAMED_AT_MOST = 10;

  private final RunContext context;
  private final HalfDone halfDone;
  private final ForgetLog log;

  /** What happens to stages that were begun and are not done. */
  public enum HalfDone {
    REFUSE,
    DROP
  }

  public ForgetJob(RunContext context, HalfDone halfDone) {
    this.context = context;
    this.halfDone = halfDone;
    this.log = new ForgetLog(context.store());
  }

  /**
   * Forgets items.
   *
   * @param given their ids, or hashes of their texts; may be empty where a call that died is to be
   *     ended
   * @return the record of the call; without items where all were forgotten before
   */
  public Forgetting forget(IdList given) {
    Optional<Forgetting> begun = log.begun();
    if (given.names().isEmpty() && begun.isEmpty()) {
      throw Errors.nothingToForget();
    }
    settleHalfDone();
    if (begun.isPresent()) {
      Forgotten all = log.forgotten();
      Find find = find(all);
      erase(begun.get(), all, find);
      context.progress().line("an earlier call was begun and is done now: " + told(begun.get()));
      tellUnsearched(find);
      if (given.names().isEmpty()) {
        return begun.get();
      }
    }
    Forgotten before = log.forgotten();
    SortedSet<String> fresh = new TreeSet<>();
    withIdsOfTexts(given).forEach(name -> fresh.add(before.hash(name)));
    fresh.removeIf(hash -> before.hashes().contains(hash));
    Forgotten items = before.with(fresh);
    SortedSet<String> tasks = new TreeSet<>();
    new AskedTasks(context).about(items).forEach(task -> tasks.add(before.hash(task)));
    tasks.removeIf(hash -> before.hashes().contains(hash));
    Forgotten all = items.with(tasks);
    Find find = find(all);
    Forgetting record = record(fresh, tasks, find);
    if (!fresh.isEmpty() || record.rows() > 0 || !record.changed().isEmpty()) {
      log.begin(record);
      erase(record, all, find);
    }
    context.progress().line(told(record));
    tellUnsearched(find);
    tellUnknown(given, before, find.traces().found());
    tellWhatStays(find.traces());
    return record;
  }

  /** What stages hold that were begun, such as staged texts, is neither kept nor complete. */
  private void settleHalfDone() {
    List<StageState> open =
        StageState.all(context.store()).stream()
            .filter(state -> state.begun() && !state.succeeded())
            .toList();
    List<String> names =
        open.stream().map(state -> state.id().stage() + " of round " + state.id().round()).toList();
    if (halfDone == HalfDone.REFUSE && !open.isEmpty()) {
      throw Errors.forgetWhileHalfDone(names);
    }
    context.lease().check();
    open.forEach(StageState::forget);
    names.forEach(name -> context.progress().line(name + " was half done, and starts anew"));
  }

  /** A hash of a text stands for the items with that text. */
  private SortedSet<String> withIdsOfTexts(IdList given) {
    SortedSet<String> names = new TreeSet<>(given.names());
    Set<String> hashes = given.textHashes();
    if (!hashes.isEmpty()) {
      Broadcast<Set<String>> wanted =
          JavaSparkContext.fromSparkContext(context.spark().sparkContext()).broadcast(hashes);
      var isOf =
          udf(
              (String text) -> wanted.value().contains(StableHash.id128(text)),
              DataTypes.BooleanType);
      names.addAll(
          everyWave(RunDataset.ITEMS)
              .select("id", "text")
              .union(everyWave(RunDataset.DRIFT_ITEMS).select("item_id", "text"))
              .where(isOf.apply(col("text")))
              .select("id")
              .as(Encoders.STRING())
              .collectAsList());
    }
    return names;
  }

  private Dataset<Row> everyWave(RunDataset dataset) {
    List<Manifest> waves =
        StageState.all(context.store()).stream()
            .flatMap(state -> state.manifests(dataset.folder()).stream())
            .toList();
    return context.data().read(dataset, waves);
  }

  private Find find(Forgotten forgotten) {
    context.spark().sparkContext().setJobDescription("forget: find items");
    LabelFileErasure inbox = new LabelFileErasure(context, forgotten);
    Models models = new Models(context.store());
    long crossFitted = 0;
    for (int round : models.rounds()) {
      crossFitted += models.crossFittedOf(round, forgotten);
    }
    Waves.Traces traces = new Waves(context, forgotten).traces();
    if (traces.firstRound(RunDataset.BATCH) < Integer.MAX_VALUE) {
      ExportErasure.requireSources(context);
    }
    long answers = new AnswerErasure(context, forgotten).search();
    return new Find(traces, inbox.search(), crossFitted, answers);
  }

  private Forgetting record(SortedSet<String> fresh, SortedSet<String> tasks, Find find) {
    SortedMap<String, Long> removed = new TreeMap<>(find.traces().removed());
    removed.put("inbox", find.inbox().rows());
    removed.put("cross-fitted", find.crossFitted());
    removed.put("answers", find.answers());
    removed.values().removeIf(rows -> rows == 0);
    LeaseOwner me = LeaseOwner.here(context.spark().sparkContext().applicationId());
    return new Forgetting(
        log.next(),
        Instant.now().toString(),
        System.getProperty("user.name") + "@" + me.host(),
        CodeVersion.current(),
        List.copyOf(fresh),
        List.copyOf(tasks),
        removed,
        find.traces().changed(),
        List.copyOf(find.inbox().unsearched().keySet()));
  }

  /** Files for people first: they are made anew from datasets that tell which hold an item. */
  private void erase(Forgetting record, Forgotten forgotten, Find find) {
    context.spark().sparkContext().setJobDescription("forget: erase items");
    int firstAsked = find.traces().firstRound(RunDataset.BATCH);
    if (firstAsked < Integer.MAX_VALUE) {
      List<String> gone = new ExportErasure(context, forgotten).erase(firstAsked);
      gone.forEach(file -> context.progress().line("deleted, for it may hold one: " + file));
    }
    new LabelFileErasure(context, forgotten).apply(find.inbox());
    Models models = new Models(context.store());
    for (int round : models.rounds()) {
      context.lease().check();
      models.forgetItems(round, forgotten);
    }
    StageState.all(context.store()).forEach(ForgetJob::eraseError);
    // While the items still tell which texts they are.
    new AnswerErasure(context, forgotten).erase();
    Waves waves = new Waves(context, forgotten);
    waves.erase(find.traces(), record.number());
    waves.deleteUnnamed();
    context.lease().check();
    new Leftovers(context).delete();
    log.end(record);
    context.spark().sparkContext().setJobDescription(null);
  }

  /** What an attempt died of may quote an id or a text. */
  private static void eraseError(StageState state) {
    ReportJson json = new ReportJson();
    state
        .report()
        .ifPresent(
            bytes -> {
              try {
                StageReport report = json.read(new String(bytes, UTF_8), StageReport.class);
                if (report.error() != null && !report.error().equals(ERASED)) {
                  StageReport without =
                      new StageReport(
                          report.provenance(),
                          report.counts(),
                          report.sparkActions(),
                          report.cores(),
                          report.peakBytes(),
                          report.warnings(),
                          report.note(),
                          ERASED);
                  state.putReport(json.write(without).getBytes(UTF_8));
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static String told(Forgetting record) {
    StringBuilder told = new StringBuilder();
    told.append(
        String.format("%,d ids forgotten, %,d rows removed", record.items().size(), record.rows()));
    String separator = ": ";
    for (var rows : record.removed().entrySet()) {
      told.append(separator).append(rows.getKey()).append(String.format(" %,d", rows.getValue()));
      separator = ", ";
    }
    long changed = record.changed().values().stream().mapToLong(Long::longValue).sum();
    if (changed > 0) {
      told.append(String.format("; %,d rows lost their sample or group's name", changed));
    }
    return told.toString();
  }

  private void tellUnsearched(Find find) {
    find.inbox()
        .unsearched()
        .forEach(
            (file, why) -> context.progress().line("may hold one still: " + file + ": " + why));
  }

  private void tellUnknown(IdList given, Forgotten before, Set<String> found) {
    List<String> unknown =
        given.names().stream()
            .filter(name -> !before.contains(name) && !found.contains(before.hash(name)))
            .filter(name -> !given.textHashes().contains(name))
            .toList();
    if (!unknown.isEmpty()) {
      context
          .progress()
          .line(
              unknown.size()
                  + " of the ids are in no dataset of the run and would be turned away: "
                  + String.join(", ", unknown.subList(0, Math.min(unknown.size(), NAMED_AT_MOST)))
                  + (unknown.size() > NAMED_AT_MOST ? ", …" : ""));
    }
  }

  private void tellWhatStays(Waves.Traces traces) {
    String uri = context.settings().label().uri();
    if (uri != null) {
      context.progress().line("label files in " + uri + " are not the run's and were not touched");
    }
    context
        .progress()
        .line(
            "the corpus itself, figures already computed and the weights of models stay as they are");
    int firstAnswered = traces.firstRound(RunDataset.CONSENSUS);
    Models models = new Models(context.store());
    for (int round : models.rounds()) {
      if (round >= firstAnswered) {
        context
            .progress()
            .line(
                Models.name(round)
                    + (models.tuned(round).isPresent()
                        ? " and " + Models.tunedName(round) + " were"
                        : " was")
                    + " trained with labels of such an item; to train it without: ./submit.sh"
                    + " train --round "
                    + round
                    + " --again");
      }
    }
  }

  /**
   * What the run holds of forgotten items.
   *
   * @param traces in datasets
   * @param inbox in label files
   * @param crossFitted entries of models' files
   * @param answers of a model about their texts
   */
  private record Find(
      Waves.Traces traces, LabelFileErasure.Search inbox, long crossFitted, long answers) {}
}
