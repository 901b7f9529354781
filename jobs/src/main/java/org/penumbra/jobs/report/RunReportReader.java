package org.penumbra.jobs.report;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.sql.Row;
import org.penumbra.Errors;
import org.penumbra.Interval;
import org.penumbra.jobs.data.Rows;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.label.Redactors;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.ForgetLog;
import org.penumbra.jobs.state.StageName;
import org.penumbra.policy.Policy;
import org.penumbra.report.page.Headline;
import org.penumbra.report.page.Rater;
import org.penumbra.report.page.RoundFigures;
import org.penumbra.report.page.RunReport;
import org.penumbra.settings.SettingsLoader;

/** Reads a run's report. What was forgotten is in none of the datasets, so it is not in here. */
public final class RunReportReader {

  private final RunContext context;
  private final DoneStages done;

  public RunReportReader(RunContext context) {
    this.context = context;
    this.done = new DoneStages(context.store(), context.data());
  }

  /**
   * The last round that was decided; before, the last that has clusters.
   *
   * @throws org.penumbra.UserException where there is none
   */
  public int lastRound() {
    OptionalInt decided = done.last(StageName.DECIDE);
    return decided.isPresent()
        ? decided.getAsInt()
        : done.last(StageName.CLUSTER).orElseThrow(() -> Errors.nothingToReport(context.uri()));
  }

  /**
   * The report of a round and those before it.
   *
   * @throws org.penumbra.UserException where a call of {@code forget} was not ended
   */
  public RunReport read(int round) {
    ForgetLog.requireFinished(context.store());
    List<RoundFigures> rounds = new RoundsReader(done).read(round);
    PoolPicture picture =
        new PoolPicture(
            context.spark(),
            done,
            round,
            context.settings().seed(),
            Redactors.of(context.settings().redact()));
    CostReader cost = new CostReader(done, context.store());
    return new RunReport(
        headline(round, rounds),
        rounds,
        ArmsFile.read(context.store()),
        picture.items(),
        picture.map(),
        picture.cells(),
        picture.pairs(),
        raters(round),
        cost.stages(round),
        cost.rejects(round),
        cost.spending(),
        cost.settings(round, new SettingsLoader().load(List.of()).values()),
        cost.provenance(round));
  }

  private Headline headline(int round, List<RoundFigures> rounds) {
    Policy policy = context.policy();
    Row decision =
        done.rows(RunDataset.DECISION, StageName.DECIDE, round).stream().findFirst().orElse(null);
    RoundFigures last = rounds.isEmpty() ? null : rounds.get(rounds.size() - 1);
    return new Headline(
        policy.id(),
        policy.question(),
        policy.positiveName(),
        policy.negativeName(),
        round,
        decision == null ? null : decision.getAs("verdict"),
        decision != null && decision.<Boolean>getAs("stop"),
        decision == null ? "" : decision.getAs("why"),
        decision == null ? null : decision.getAs("gate_why"),
        last == null ? 0 : last.items(),
        last == null ? 0 : last.answers(),
        kappa(last, RoundFigures.MODEL),
        kappa(last, RoundFigures.EXPERTS),
        context.settings().evaluate().confidence(),
        !ArmsFile.read(context.store()).isEmpty());
  }

  private static Interval kappa(RoundFigures last, String name) {
    return last == null ? Interval.UNDEFINED : last.kappas().getOrDefault(name, Interval.UNDEFINED);
  }

  private List<Rater> raters(int round) {
    return done.rows(RunDataset.RATERS, StageName.EVALUATE, round).stream()
        .map(
            row ->
                new Rater(
                    row.getAs("rater"),
                    new Interval(number(row, "kappa"), number(row, "low"), number(row, "high")),
                    row.getAs("common_items"),
                    row.getAs("items"),
                    Rows.number(row, row.fieldIndex("median_seconds")),
                    Rows.number(row, row.fieldIndex("self_agreement")),
                    row.<Double>getAs("unsure_share"),
                    row.<Double>getAs("invalid_share"),
                    row.<Boolean>getAs("outlier")))
        .sorted(Comparator.comparing(Rater::name))
        .toList();
  }

  private static double number(Row row, String column) {
    Double value = Rows.number(row, row.fieldIndex(column));
    return value == null ? Double.NaN : value;
  }
}
