package org.penumbra.jobs;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.Interval;
import org.penumbra.decide.Decision;
import org.penumbra.decide.DecisionRules;
import org.penumbra.decide.Evidence;
import org.penumbra.jobs.data.History;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.evaluate.Figure;
import org.penumbra.jobs.evaluate.Measured;
import org.penumbra.jobs.stage.Dependencies;
import org.penumbra.jobs.stage.RoundOutcome;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.stage.Stages;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;

/**
 * Stop or go on, and why: rules over the bounds of held-out figures, never of cross-fitted ones.
 */
public final class DecideJob {

  private final RunContext context;
  private final StageId id;

  public DecideJob(RunContext context, int round) {
    this.context = context;
    this.id = new StageId(round, StageName.DECIDE);
  }

  /** Writes the decision. */
  public StageResult run() {
    Dependencies dependencies = new Dependencies(context, id).settings("decide");
    List<Manifest> metrics =
        dependencies.read(new StageId(id.round(), StageName.EVALUATE), RunDataset.METRICS);
    return new Stages(context).run(dependencies, run -> decide(run, metrics));
  }

  private void decide(StageRun run, List<Manifest> metrics) {
    List<Figure> figures =
        context.data().read(RunDataset.METRICS, metrics).collectAsList().stream()
            .map(Figure::of)
            .filter(figure -> figure.interval().equals(Figure.ONE_SIDED))
            .toList();
    long answers =
        new History(context.store(), context.data())
            .read(RunDataset.LABELS, StageName.INGEST, id.round())
            .count();
    Decision decision =
        new DecisionRules(Deciding.parameters(context.settings().decide()))
            .decide(evidence(figures, (int) answers));
    Row row =
        RowFactory.create(
            context.policy().id(),
            decision.verdict().wireName(),
            decision.verdict().stops(),
            decision.why(),
            decision.doubledItemsNeeded().isPresent()
                ? decision.doubledItemsNeeded().getAsInt()
                : null,
            decision.power().isPresent() ? decision.power().getAsDouble() : null,
            answers);
    run.write(RunDataset.DECISION, () -> context.data().frame(List.of(row), RunDataset.DECISION));
    new RoundOutcome(
            id.round(), decision.verdict().wireName(), decision.verdict().stops(), decision.why())
        .write(context);
    run.note(decision.verdict().wireName().replace('_', ' ') + ": " + decision.why());
  }

  private Evidence evidence(List<Figure> figures, int answers) {
    String student = Models.name(id.round());
    Optional<Figure> gap = find(figures, Measured.GAP, student);
    List<Double> gains =
        figures.stream()
            .filter(figure -> figure.metric().equals(Measured.GAIN))
            .map(figure -> figure.value().estimate())
            .toList();
    return new Evidence(
        id.round(),
        value(find(figures, Measured.EXPERT_KAPPA, null)),
        value(find(figures, Measured.UNSURE_SHARE, null)),
        value(gap),
        gap.map(Figure::standardError).orElse(Double.NaN),
        gap.map(figure -> (int) figure.doubled()).orElse(0),
        gains,
        value(find(figures, Measured.TWO_ROUND_GAIN, student)),
        answers);
  }

  private static Optional<Figure> find(List<Figure> figures, String metric, String model) {
    return figures.stream()
        .filter(figure -> figure.metric().equals(metric))
        .filter(figure -> model == null || model.equals(figure.model()))
        .findFirst();
  }

  private static Interval value(Optional<Figure> figure) {
    return figure.map(Figure::value).orElse(Interval.UNDEFINED);
  }
}
