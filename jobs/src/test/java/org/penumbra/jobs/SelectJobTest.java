package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.state.StageName;

/** The batches of two rounds, the audit sample, and what people see of them. */
@ExtendWith({LocalSpark.class, FinishedLoop.class})
class SelectJobTest {

  @Test
  void asksForExactlyTheBudgetAndForNoItemTwice(FinishedLoop.Rounds loop) {
    List<String> asked = new ArrayList<>(AdRun.batchIds(loop.run, 1));
    assertThat(asked).hasSize(AdRun.BUDGET);
    asked.addAll(AdRun.batchIds(loop.run, 2));

    assertThat(asked).hasSize(2 * AdRun.BUDGET).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void knowsTheChanceOfEveryAuditItem(int round, FinishedLoop.Rounds loop) {
    List<Row> audit = audit(loop, round);

    assertThat(audit).isNotEmpty();
    assertThat(audit)
        .extracting(row -> row.<Double>getAs("inclusion_probability"))
        .allMatch(probability -> probability > 0 && probability <= 1);
    List<Row> batch = AdRun.batch(loop.run, round);
    assertThat(batch).filteredOn(row -> row.getAs("arm").equals("audit")).isNotEmpty();
    assertThat(batch)
        .filteredOn(row -> !row.isNullAt(row.fieldIndex("inclusion_probability")))
        .extracting(row -> row.<Double>getAs("inclusion_probability"))
        .isNotEmpty()
        .allMatch(probability -> probability > 0 && probability <= 1);
  }

  @Test
  void nestsTheAuditOfOneRoundInThatOfTheNext(FinishedLoop.Rounds loop) {
    Map<String, Double> later = new HashMap<>();
    audit(loop, 2)
        .forEach(row -> later.put(row.getAs("item_id"), row.getAs("inclusion_probability")));

    for (Row row : audit(loop, 1)) {
      assertThat(later).containsKey(row.getAs("item_id"));
      assertThat(later.get(row.<String>getAs("item_id")))
          .as("a larger sample includes an item no less surely")
          .isGreaterThanOrEqualTo(row.<Double>getAs("inclusion_probability"));
    }
    assertThat(later.size()).isGreaterThan(audit(loop, 1).size());
    List<String> asked = new ArrayList<>(AdRun.batchIds(loop.run, 1));
    asked.addAll(AdRun.batchIds(loop.run, 2));
    assertThat(asked).containsAll(later.keySet());
  }

  @Test
  void weighsTheAuditBackToTheCorpus(FinishedLoop.Rounds loop) {
    Map<Integer, Double> sizes = new HashMap<>();
    audit(loop, 2).forEach(row -> sizes.put(row.getAs("stratum"), row.getAs("stratum_size")));
    double corpus = loop.run.read(RunDataset.ITEMS, StageName.SCAN).count();

    assertThat(sizes.values().stream().mapToDouble(Double::doubleValue).sum())
        .isBetween(1.0, corpus);
    for (Row row : audit(loop, 2)) {
      double chance = row.<Double>getAs("inclusion_probability");
      assertThat(chance * row.<Double>getAs("stratum_size"))
          .as("expected draws from the stratum")
          .isGreaterThanOrEqualTo(.999);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void exportsIdsAndTextsAndNothingOfWhatTheModelThinks(int round, FinishedLoop.Rounds loop) {
    var exports = loop.run.folder().resolve("exports/round=00" + round);
    List<String> json = AdRun.text(exports.resolve("batch.jsonl")).lines().toList();

    assertThat(json).hasSize(AdRun.BUDGET);
    assertThat(json)
        .allMatch(
            line ->
                line.matches(
                    "\\{\"item_id\":\"ad-\\d+\",(\"pair_id\":\"[0-9a-f]{16}\",)?"
                        + "\"policy_id\":\"health-claims\","
                        + "\"guideline_version\":\"1\",\"round\":"
                        + round
                        + ",\"text\":\".*\"}"));
    List<String> shown =
        json.stream().map(line -> line.replaceAll("^.\"item_id\":\"([^\"]*)\".*", "$1")).toList();
    assertThat(new TreeSet<>(shown)).containsExactlyElementsOf(AdRun.batchIds(loop.run, round));
    List<String> ranked =
        AdRun.batch(loop.run, round).stream()
            .sorted((a, b) -> a.<Integer>getAs("rank") - b.<Integer>getAs("rank"))
            .map(row -> row.<String>getAs("item_id"))
            .toList();
    assertThat(shown).as("the order tells nothing").isNotEqualTo(ranked);
    assertThat(shown).as("the order tells nothing").isNotEqualTo(AdRun.batchIds(loop.run, round));
    assertThat(AdRun.text(exports.resolve("batch.csv")))
        .startsWith("item_id,text,rater,label,note,pair_id\r\n")
        .contains(shown.get(0));
  }

  @Test
  void givesEveryRaterTheirTasksInFilesOfTheirOwn(FinishedLoop.Rounds loop) {
    var exports = loop.run.folder().resolve("exports/round=001/raters");
    List<Row> tasks = loop.run.read(RunDataset.ASSIGNMENTS, StageName.SELECT).collectAsList();

    assertThat(tasks).hasSize(AdRun.BUDGET * AdRun.RATERS);
    for (int rater = 1; rater <= AdRun.RATERS; rater++) {
      String name = "rater-" + rater;
      List<String> ids =
          tasks.stream()
              .filter(row -> row.getAs("rater").equals(name))
              .sorted((a, b) -> a.<Integer>getAs("position") - b.<Integer>getAs("position"))
              .map(row -> row.<String>getAs("task_id"))
              .toList();
      List<String> lines = AdRun.text(exports.resolve(name + ".jsonl")).lines().toList();
      assertThat(lines.stream().map(line -> line.substring(12, 28)).toList()).isEqualTo(ids);
      assertThat(lines).noneMatch(line -> line.contains("phase") || line.contains("score"));
      assertThat(exports.resolve(name + ".csv")).isRegularFile();
      assertThat(exports.resolve(name + ".label-studio.json")).isRegularFile();
      assertThat(exports.resolve(name + ".argilla.jsonl")).isRegularFile();
      String parquet = exports.resolve(name + ".parquet").toString();
      long rows = loop.run.<Long>call(context -> context.spark().read().parquet(parquet).count());
      assertThat(rows).isEqualTo(AdRun.BUDGET);
    }
  }

  @Test
  void copiesTheTextsOfTheItems(FinishedLoop.Rounds loop) {
    Map<String, String> texts = new HashMap<>();
    loop.run
        .read(RunDataset.ITEMS, StageName.SCAN)
        .select("id", "text")
        .collectAsList()
        .forEach(row -> texts.put(row.getString(0), row.getString(1)));

    assertThat(AdRun.batch(loop.run, 1))
        .allMatch(row -> row.getAs("text").equals(texts.get(row.<String>getAs("item_id"))));
  }

  private static List<Row> audit(FinishedLoop.Rounds loop, int round) {
    return loop.run.read(RunDataset.AUDIT, StageName.SELECT, round).collectAsList();
  }
}
