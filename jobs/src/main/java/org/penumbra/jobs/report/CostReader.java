package org.penumbra.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.llm.SpendingFile;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.Store;
import org.penumbra.llm.Service;
import org.penumbra.llm.Spending;
import org.penumbra.provenance.Provenance;
import org.penumbra.report.page.RunReport;
import org.penumbra.report.page.StageCost;

/** Reads what a run took, what it refused, and what it came from. */
final class CostReader {

  private final DoneStages done;
  private final Store store;

  CostReader(DoneStages done, Store store) {
    this.done = done;
    this.store = store;
  }

  /** What each stage took. */
  List<StageCost> stages(int lastRound) {
    return done.upTo(lastRound).stream().map(CostReader::cost).toList();
  }

  private static StageCost cost(DoneStages.Done one) {
    Provenance provenance = one.report().provenance();
    return new StageCost(
        one.state().id().round(),
        one.state().id().stage(),
        Duration.between(provenance.started(), provenance.finished()).toMillis() / 1e3,
        one.report().peakBytes(),
        one.report().cores(),
        one.report().counts(),
        one.report().note());
  }

  /** Rows of the corpus and of label files that were refused. */
  List<RunReport.Reject> rejects(int lastRound) {
    List<RunReport.Reject> rejects = new ArrayList<>();
    add(rejects, RunDataset.REJECTS, StageName.SCAN, 1, sum("rows"));
    for (int round = 1; round <= lastRound; round++) {
      add(rejects, RunDataset.LABEL_REJECTS, StageName.INGEST, round, count(lit(1)));
    }
    SortedMap<String, SortedMap<String, Long>> summed = new TreeMap<>();
    rejects.forEach(
        one ->
            summed
                .computeIfAbsent(one.dataset(), name -> new TreeMap<>())
                .merge(one.reason(), one.rows(), Long::sum));
    List<RunReport.Reject> all = new ArrayList<>();
    summed.forEach(
        (dataset, reasons) ->
            reasons.forEach(
                (reason, rows) -> all.add(new RunReport.Reject(dataset, reason, rows))));
    return all;
  }

  private void add(
      List<RunReport.Reject> rejects, RunDataset dataset, String stage, int round, Column rows) {
    for (Row row :
        done.frame(dataset, stage, round)
            .groupBy("reason")
            .agg(rows.as("rows"))
            .orderBy(col("reason"))
            .collectAsList()) {
      rejects.add(new RunReport.Reject(dataset.folder(), row.getString(0), row.getLong(1)));
    }
  }

  /** What models were paid for. */
  List<RunReport.Spent> spending() {
    List<RunReport.Spent> spent = new ArrayList<>();
    for (Service service : Service.values()) {
      Spending spending = new SpendingFile(store, service).read();
      if (!spending.equals(Spending.NONE)) {
        spent.add(
            new RunReport.Spent(
                service == Service.CHAT ? "language model" : "embeddings",
                spending.usage().requests(),
                spending.usage().promptTokens(),
                spending.usage().completionTokens(),
                spending.cost()));
      }
    }
    return spent;
  }

  /**
   * Settings with which stages were done, where they are not the defaults.
   *
   * @param defaults by key
   */
  List<RunReport.Entry> settings(int lastRound, Map<String, String> defaults) {
    return usedSettings(lastRound, defaults).entrySet().stream()
        .filter(used -> !used.getValue().equals(defaults.get(used.getKey())))
        .map(used -> new RunReport.Entry(used.getKey(), used.getValue()))
        .toList();
  }

  /** Settings with which stages were done; several values where rounds had their own. */
  SortedMap<String, String> usedSettings(int lastRound, Map<String, String> defaults) {
    SortedMap<String, SortedSet<String>> values = new TreeMap<>();
    for (DoneStages.Done one : done.upTo(lastRound)) {
      one.state()
          .key()
          .ifPresent(
              key ->
                  key.parts()
                      .forEach(
                          (name, value) -> {
                            if (defaults.containsKey(name)) {
                              values.computeIfAbsent(name, n -> new TreeSet<>()).add(value);
                            }
                          }));
    }
    SortedMap<String, String> used = new TreeMap<>();
    values.forEach((name, all) -> used.put(name, String.join(", then ", all)));
    return used;
  }

  /** Code, versions, models and inputs, by the newest stage that names them. */
  List<RunReport.Entry> provenance(int lastRound) {
    SortedMap<String, String> entries = new TreeMap<>();
    for (DoneStages.Done one : done.upTo(lastRound)) {
      Provenance provenance = one.report().provenance();
      entries.put("code", provenance.codeVersion());
      entries.put("seed", Long.toString(provenance.seed()));
      provenance.versions().forEach((name, version) -> entries.put(name, version));
      provenance.modelHashes().forEach((name, hash) -> entries.put("model " + name, hash));
      provenance.promptHashes().forEach((name, hash) -> entries.put("policy " + name, hash));
    }
    return entries.entrySet().stream()
        .map(entry -> new RunReport.Entry(entry.getKey(), entry.getValue()))
        .toList();
  }
}
