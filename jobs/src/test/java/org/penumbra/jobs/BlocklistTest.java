package org.penumbra.jobs;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.StableHash;
import org.penumbra.UserException;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.StageName;

/** Items on a list are never asked about, and the batch is as large as without the list. */
@ExtendWith({LocalSpark.class, FinishedLoop.class})
class BlocklistTest {

  @TempDir private Path folder;

  private TestRun run;
  private List<String> audited;
  private List<String> others;

  @BeforeEach
  void copy(FinishedLoop.Rounds loop) {
    run = AdRun.copy(loop.run, folder.resolve("run"));
    audited = ids(AdRun.batch(run, 2), "audit");
    others = new ArrayList<>(AdRun.batchIds(run, 2));
    others.removeAll(audited);
  }

  @Test
  void fillsTheBudgetWithOtherItems() {
    List<String> blocked = List.of(audited.get(0), others.get(0), others.get(1), "ad-nowhere");
    TestRun other = blocking(blocked);

    StageResult result = select(other, RunContext.Repeat.AGAIN);

    assertThat(result.count("blocked")).isEqualTo(3);
    assertThat(result.note()).endsWith("; 3 blocked items of the pool left out");
    assertThat(AdRun.batchIds(other, 2))
        .hasSize(AdRun.BUDGET)
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(blocked)
        .doesNotContainAnyElementsOf(AdRun.batchIds(other, 1));
  }

  @Test
  void takesBlockedItemsOutOfTheAuditsFrameThoseAskedBeforeToo() {
    String fresh = audited.get(0);
    String earlier = ids(AdRun.batch(run, 1), "audit").get(0);
    Map<Integer, Double> before = sizes(run);
    int freshStratum = stratum(run, fresh);
    int earlierStratum = stratum(run, earlier);
    TestRun other = blocking(List.of(fresh, earlier));

    select(other, RunContext.Repeat.AGAIN);

    List<Row> audit = other.read(RunDataset.AUDIT, StageName.SELECT, 2).collectAsList();
    assertThat(audit)
        .extracting(row -> row.<String>getAs("item_id"))
        .doesNotHaveDuplicates()
        .doesNotContain(fresh, earlier);
    Map<Integer, Double> after = sizes(other);
    double left = freshStratum == earlierStratum ? 2 : 1;
    // The small corpus is its own pool, so that an item of the pool is one of the corpus.
    assertThat(after.get(freshStratum)).isEqualTo(before.get(freshStratum) - left);
    Map<Integer, Integer> sampled = new TreeMap<>();
    audit.forEach(row -> sampled.merge(row.getAs("stratum"), 1, Integer::sum));
    assertThat(audit)
        .allSatisfy(
            row ->
                assertThat(row.<Double>getAs("inclusion_probability"))
                    .isEqualTo(
                        sampled.get(row.<Integer>getAs("stratum"))
                            / row.<Double>getAs("stratum_size")));
  }

  @Test
  void knowsItemsByTheHashOfTheirTextToo() {
    String id = others.get(0);
    String text =
        run.read(RunDataset.ITEMS, StageName.SCAN)
            .where(col("id").equalTo(id))
            .collectAsList()
            .get(0)
            .getAs("text");
    TestRun other = blocking(List.of(StableHash.id128(text)));

    assertThat(select(other, RunContext.Repeat.AGAIN).count("blocked")).isEqualTo(1);
    assertThat(AdRun.batchIds(other, 2)).doesNotContain(id);
  }

  @Test
  void aListMayBeFarLongerThanThePool() {
    List<String> blocked = new ArrayList<>(List.of(others.get(0), audited.get(0)));
    for (int i = 0; i < 300_000; i++) {
      blocked.add("ad-nowhere-" + i);
    }
    blocked.add(others.get(1));
    TestRun other = blocking(blocked);

    assertThat(select(other, RunContext.Repeat.AGAIN).count("blocked")).isEqualTo(3);
    assertThat(AdRun.batchIds(other, 2)).hasSize(AdRun.BUDGET).doesNotContainAnyElementsOf(blocked);
  }

  @Test
  void isAnotherStageOnceTheListSaysSomethingElse() {
    TestRun other = blocking(List.of("ad-nowhere"));
    select(other, RunContext.Repeat.AGAIN);
    assertThat(select(other, RunContext.Repeat.REFUSE).status())
        .isEqualTo(StageResult.Status.DONE_BEFORE);
    blocking(List.of("ad-elsewhere"));

    assertThatThrownBy(() -> select(other, RunContext.Repeat.REFUSE))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "Cannot run select of round 2: it was done with other settings or inputs.")
        .hasMessageContaining("input select.blocklist: ");
  }

  @Test
  void saysWhereAListIsWantedThatIsNotThere() {
    TestRun other = run.with("select.blocklist", folder.resolve("none.txt").toString());

    assertThatThrownBy(() -> select(other, RunContext.Repeat.REFUSE))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "Cannot read the ids in select.blocklist (" + folder.resolve("none.txt") + "): ")
        .hasMessageEndingWith(
            ". Name a text file with one id a line, a CSV file with a column item_id or id, or JSON"
                + " lines with such a field.");
  }

  private TestRun blocking(List<String> ids) {
    Path list = TestFiles.lines(folder, "blocked.txt", ids.toArray(String[]::new));
    return run.with("select.blocklist", list.toString());
  }

  private static StageResult select(TestRun run, RunContext.Repeat repeat) {
    return run.open(repeat, context -> new SelectJob(context, 2).run());
  }

  private static List<String> ids(List<Row> batch, String arm) {
    return batch.stream()
        .filter(row -> row.getAs("arm").equals(arm))
        .map(row -> row.<String>getAs("item_id"))
        .sorted()
        .toList();
  }

  private static int stratum(TestRun run, String id) {
    return run.read(RunDataset.AUDIT, StageName.SELECT, 2)
        .where(col("item_id").equalTo(id))
        .collectAsList()
        .get(0)
        .getAs("stratum");
  }

  private static Map<Integer, Double> sizes(TestRun run) {
    Map<Integer, Double> sizes = new TreeMap<>();
    run.read(RunDataset.AUDIT, StageName.SELECT, 2)
        .collectAsList()
        .forEach(row -> sizes.put(row.getAs("stratum"), row.getAs("stratum_size")));
    return sizes;
  }
}
