package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.UserException;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.StageName;
import org.penumbra.label.guideline.CarriedStratum;

/** A guideline that is changed between two rounds, and within one. */
@ExtendWith(LocalSpark.class)
class GuidelineChangeTest {

  private static final int BUDGET = 200;

  @TempDir private static Path folder;

  @Test
  void asksAPartAgainAndCarriesOverWhatHolds(SparkSession spark) {
    AdRun.make(folder, 700);
    TestRun before =
        AdRun.over(spark, folder, "run")
            .with("select.budget", Integer.toString(BUDGET))
            .with("split.eval-share", "0.2");
    before.round(1);
    refusesAnswersToTheGuidelineBefore(before.under("2"));
    AdRun.answer(before, folder, 1);
    before.round(1);
    TestRun after = before.under("2");
    refusesARoundWithoutLabels(AdRun.copy(before, folder.resolve("other")).under("2"));

    after.round(2);

    Set<String> first = ids(after.read(RunDataset.BATCH, StageName.SELECT, 1));
    Dataset<Row> batch = after.read(RunDataset.BATCH, StageName.SELECT, 2);
    assertThat(batch.count()).isEqualTo(BUDGET);
    Set<String> reasked = ids(batch.where("arm = 'reask'"));
    assertThat(reasked).isSubsetOf(first).hasSizeBetween(BUDGET / 2 - BUDGET / 4, BUDGET / 2);
    assertThat(ids(batch.where("arm not in ('reask', 'audit')")))
        .doesNotContainAnyElementsOf(first);
    Dataset<Row> audit = after.read(RunDataset.AUDIT, StageName.SELECT, 2);
    assertThat(ids(audit)).as("anew").isSubsetOf(ids(batch));
    assertThat(ids(audit.where("origin = 'earlier'"))).isEmpty();

    AdRun.answer(after, folder, 2);
    after.round(2);

    List<Row> strata = after.read(RunDataset.CARRIED_STRATA, StageName.INGEST, 2).collectAsList();
    assertThat(strata)
        .extracting(row -> row.getAs("guideline_version") + " " + row.getAs("label"))
        .containsExactly("1 0", "1 1");
    Row negatives = strata.get(0);
    assertThat(negatives.<String>getAs("state"))
        .as("simulated raters answer as before")
        .isEqualTo(CarriedStratum.State.CARRIED.wireName());
    assertThat(strata.get(1).<String>getAs("state"))
        .as("too few to spare any")
        .isEqualTo(CarriedStratum.State.RENEWED.wireName());
    Dataset<Row> carried = after.read(RunDataset.CARRIED, StageName.INGEST, 2);
    assertThat(carried.where("label = 0").count())
        .isEqualTo(
            first.stream()
                .filter(ids(sftOf(after, 1).where("label = 0"))::contains)
                .filter(item -> !ids(batch).contains(item))
                .count())
        .isPositive();
    Set<String> evaluation = ids(after.read(RunDataset.EVAL, StageName.SPLIT, 1));
    assertThat(ids(carried)).doesNotContainAnyElementsOf(evaluation);

    Set<String> evaluated = evaluatedItems(after);
    assertThat(evaluated).as("labelled anew").isSubsetOf(ids(batch));
    Set<String> again = new HashSet<>(evaluation);
    again.retainAll(ids(batch));
    assertThat(evaluated).as("on the side they were on").containsAll(again);
    assertThat(ids(sftOf(after, 2))).doesNotContainAnyElementsOf(evaluation);
    String trained = AdRun.text(after.folder().resolve("_state/round=002/train/report.json"));
    assertThat(trained).contains("\"labels\" : " + labels(after, carried));
    assertThat(after.output())
        .contains("the guideline has changed: of " + negatives.getAs("items") + " negative labels");
  }

  private static void refusesAnswersToTheGuidelineBefore(TestRun changed) {
    assertThatThrownBy(() -> changed.call(context -> new IngestJob(context, 1).run()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot take the answers of round 1: its batch was asked under guideline version '1',"
                + " the policy is now at '2', and answers to different questions do not add up. Set"
                + " guideline-version back in policy.file until this round is done, or have the"
                + " batch made and answered anew with './submit.sh select --round 1 --again'.");
  }

  private static void refusesARoundWithoutLabels(TestRun changed) {
    assertThatThrownBy(
            () -> changed.open(RunContext.Repeat.AGAIN, context -> new SplitJob(context, 1).run()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot go on with round 1: its labels follow guideline version '1', the policy is now"
                + " at '2'. Set guideline-version back in policy.file until this round is done; the"
                + " next round's batch can be asked under the new one.");
  }

  /** The items of the second round's evaluation, by its side and its labels. */
  private static Set<String> evaluatedItems(TestRun run) {
    return ids(run.read(RunDataset.EVAL, StageName.SPLIT, 2).where("guideline_version = '2'"));
  }

  private static long labels(TestRun run, Dataset<Row> carried) {
    return run.read(RunDataset.CONSENSUS, StageName.INGEST, 2).where("label is not null").count()
        + carried.count();
  }

  private static Dataset<Row> sftOf(TestRun run, int round) {
    return run.read(RunDataset.SFT, StageName.SPLIT, round);
  }

  private static Set<String> ids(Dataset<Row> frame) {
    Set<String> ids = new TreeSet<>();
    frame.select("item_id").collectAsList().forEach(row -> ids.add(row.getString(0)));
    return ids;
  }
}
