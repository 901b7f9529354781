package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.UserException;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.report.ComparedRunReader;
import org.penumbra.jobs.report.RunReportReader;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.state.StageName;
import org.penumbra.report.compare.Comparison;
import org.penumbra.report.page.RoundFigures;
import org.penumbra.report.page.RunReport;
import org.penumbra.report.page.ShownItem;
import org.penumbra.report.page.ShownPair;

/** What the report says of a run as it really is. */
@ExtendWith({LocalSpark.class, FinishedLoop.class})
class ReportCommandTest {

  @TempDir private Path folder;

  private static RunReport read(TestRun run) {
    return run.call(
        context -> {
          RunReportReader reader = new RunReportReader(context);
          return reader.read(reader.lastRound());
        });
  }

  @Test
  void readsTheRunAndShowsTextsAsTheyMayBeSeen(FinishedLoop.Rounds loop) {
    RunReport report = read(loop.run.with("redact.patterns", "[\"(?i)a\"]"));

    assertThat(report.headline().round()).isEqualTo(2);
    assertThat(report.headline().items()).isEqualTo(2L * AdRun.BUDGET);
    assertThat(report.headline().verdict())
        .isEqualTo(
            loop.run
                .read(RunDataset.DECISION, StageName.DECIDE, 2)
                .collectAsList()
                .get(0)
                .getAs("verdict"));
    assertThat(report.rounds()).extracting(round -> round.round()).containsExactly(1, 2);
    assertThat(
            report.rounds().get(1).batch().stream()
                .mapToLong(arm -> arm.positive() + arm.negative() + arm.undecided())
                .sum())
        .isEqualTo(AdRun.BUDGET);
    assertThat(report.items())
        .isNotEmpty()
        .allSatisfy(
            item ->
                assertThat(item.text().replace("[redacted]", "")).doesNotContainIgnoringCase("a"));
    assertThat(report.pairs())
        .isNotEmpty()
        .allSatisfy(
            pair -> {
              assertThat(report.items().get(pair.positive()).label()).isEqualTo(1);
              assertThat(report.items().get(pair.negative()).label()).isZero();
            });
    ShownPair first = report.pairs().get(0);
    assertThat(report.items().get(first.positive()).answers()).hasSize(AdRun.RATERS);
    assertThat(report.map().points()).hasSameSizeAs(report.items());
    assertThat(report.raters()).hasSize(AdRun.RATERS);
    assertThat(report.stages()).extracting(stage -> stage.stage()).contains("scan", "decide");
    assertThat(report.rejects())
        .contains(
            new RunReport.Reject("label_rejects", "item 'ad-unknown' is not in the batch", 1));
    assertThat(report.settings())
        .contains(new RunReport.Entry("select.budget", Integer.toString(AdRun.BUDGET)));
  }

  @Test
  void whatWasForgottenIsInNoReport(FinishedLoop.Rounds loop) {
    Erasure erasure = Erasure.copy(loop, folder.resolve("run"));
    erasure.run().call(context -> ReportCommand.write(context, 2));
    Path file = erasure.run().folder().resolve(ReportCommand.FILE);
    RunReport before = read(erasure.run());
    ShownItem shown = before.items().get(before.pairs().get(0).positive());
    assertThat(AdRun.text(file)).contains(shown.id());

    erasure.forget(shown.id());

    assertThat(file).as("an earlier report goes").doesNotExist();
    RunReport after = read(erasure.run());
    assertThat(after.items()).extracting(ShownItem::id).doesNotContain(shown.id());
    assertThat(after.items()).hasSizeGreaterThan(10);
  }

  @Test
  void saysThatThereIsNothingToReport(SparkSession spark) {
    TestRun none = AdRun.over(spark, folder, "none");

    assertThatThrownBy(() -> read(none))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot report on file:"
                + none.folder()
                + ": no round of it has clusters yet. Call ./submit.sh round --round 1 first.");
  }

  @Test
  void holdsTwoRoundsAgainstEachOther(SparkSession spark, FinishedLoop.Rounds loop) {
    ComparedRunReader reader = new ComparedRunReader(spark);

    Comparison comparison =
        Comparison.of(
            reader.read(loop.run.folder() + "@1"), reader.read(loop.run.folder().toString()));

    assertThat(comparison.first().name()).isEqualTo("file:" + loop.run.folder());
    assertThat(comparison.settings()).isEmpty();
    assertThat(comparison.batches())
        .containsExactly(
            new Comparison.Batch("1", AdRun.BUDGET, AdRun.BUDGET, AdRun.BUDGET),
            new Comparison.Batch("2", 0, AdRun.BUDGET, 0),
            new Comparison.Batch("all", AdRun.BUDGET, 2 * AdRun.BUDGET, AdRun.BUDGET));
    assertThat(comparison.kappas())
        .extracting(Comparison.Kappa::name)
        .contains(RoundFigures.EXPERTS, RoundFigures.MODEL);
    Comparison.Kappa experts = comparison.kappas().get(0);
    assertThat(experts.difference().estimate())
        .isEqualTo(experts.second().estimate() - experts.first().estimate());
  }

  @Test
  void saysThatARoundIsNotMeasured(SparkSession spark, FinishedLoop.Rounds loop) {
    ComparedRunReader reader = new ComparedRunReader(spark);

    assertThatThrownBy(() -> reader.read(loop.run.folder() + "@3"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot compare file:%s: its round 3 is not measured. Call ./submit.sh round --round 3"
                + " first, or name an earlier one as file:%s@N.",
            loop.run.folder(), loop.run.folder());
    assertThatThrownBy(() -> reader.read(folder.resolve("nowhere").toString()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("its round 1 is not measured");
  }
}
