package org.penumbra.jobs;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.Interval;
import org.penumbra.decide.Decision;
import org.penumbra.decide.DecisionParameters;
import org.penumbra.decide.DecisionRules;
import org.penumbra.decide.Evidence;
import org.penumbra.decide.ExpertEvidence;
import org.penumbra.decide.Gate;
import org.penumbra.decide.Outlook;
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
import org.penumbra.label.Phase;

/**
 * Stop or go on, and why: rules over the bounds of held-out figures, never of cross-fitted ones.
 * Where a language model is tuned they are its figures, else the student's.
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
    Dependencies dependencies = new Dependencies(context, id).settings("decide", "select.budget");
    List<Manifest> metrics =
        dependencies.read(new StageId(id.round(), StageName.EVALUATE), RunDataset.METRICS);
    return new Stages(context).run(dependencies, run -> decide(run, metrics));
  }

  private void decide(StageRun run, List<Manifest> metrics) {
    List<Figure> figures =
        context.data().read(RunDataset.METRICS, metrics).collectAsList().stream()
            .map(Figure::of)
            .toList();
    Dataset<Row> labels =
        new History(context.store(), context.data())
            .read(RunDataset.LABELS, StageName.INGEST, id.round());
    long answers = labels.count();
    long items =
        labels
            .where(col("guideline_version").equalTo(context.policy().guidelineVersion()))
            .where(col("phase").equalTo(Phase.FIRST.wireName()))
            .select("item_id")
            .distinct()
            .count();
    DecisionParameters parameters = Deciding.parameters(context.settings().decide());
    String judged = judged(figures);
    Evidence evidence = evidence(figures, judged, (int) answers, (int) items);
    Decision decision = new DecisionRules(parameters).decide(evidence);
    Gate gate = Gate.of(parameters, evidence.experts());
    Row row =
        RowFactory.create(
            context.policy().id(),
            decision.verdict().wireName(),
            decision.verdict().stops(),
            decision.why(),
            whole(decision.doubledItemsNeeded()),
            number(decision.power()),
            answers,
            gate.status().wireName(),
            gate.why(),
            whole(gate.doubledItemsNeeded()),
            number(evidence.outlook().nextGap()),
            number(evidence.outlook().nextNaturalKappa()));
    run.write(RunDataset.DECISION, () -> context.data().frame(List.of(row), RunDataset.DECISION));
    new RoundOutcome(
            id.round(), decision.verdict().wireName(), decision.verdict().stops(), decision.why())
        .write(context);
    run.note(
        decision.verdict().wireName().replace('_', ' ')
            + ": "
            + decision.why()
            + (judged.equals(Models.name(id.round()))
                ? ""
                : " These are figures of " + judged + ".")
            + " Gate "
            + gate.status().wireName()
            + (gate.status() == Gate.Status.FAILED ? "." : ": " + gate.why()));
  }

  /** What the loop tunes: a language model, or else the student. */
  private String judged(List<Figure> figures) {
    String tuned = Models.tunedName(id.round());
    return find(figures, Measured.GAP, tuned).isPresent() ? tuned : Models.name(id.round());
  }

  private Evidence evidence(List<Figure> all, String model, int answers, int items) {
    List<Figure> figures =
        all.stream().filter(figure -> figure.interval().equals(Figure.ONE_SIDED)).toList();
    IntFunction<String> names =
        model.equals(Models.name(id.round())) ? Models::name : Models::tunedName;
    Optional<Figure> gap = find(figures, Measured.GAP, model);
    Optional<Figure> expertKappa = find(figures, Measured.EXPERT_KAPPA, null);
    List<Double> gains =
        figures.stream()
            .filter(figure -> figure.metric().equals(Measured.GAIN))
            .filter(figure -> ofLine(figure, names))
            .map(figure -> figure.value().estimate())
            .toList();
    Interval natural =
        value(
            all.stream()
                .filter(figure -> figure.metric().equals(Measured.MODEL_EXPERT_KAPPA))
                .filter(figure -> figure.population().equals(Measured.NATURAL))
                .filter(figure -> model.equals(figure.model()))
                .findFirst());
    return new Evidence(
        id.round(),
        new ExpertEvidence(
            value(expertKappa),
            error(expertKappa),
            value(find(figures, Measured.UNSURE_SHARE, null)),
            doubled(expertKappa)),
        value(gap),
        error(gap),
        doubled(gap),
        gains,
        value(find(figures, Measured.TWO_ROUND_GAIN, model)),
        answers,
        new Outlook(value(gap), natural, items, context.settings().select().budget()));
  }

  /** Of the tuned models, or of the students: gains of the two do not follow one another. */
  private boolean ofLine(Figure figure, IntFunction<String> names) {
    return IntStream.rangeClosed(1, id.round())
        .mapToObj(names)
        .anyMatch(name -> name.equals(figure.model()));
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

  private static double error(Optional<Figure> figure) {
    return figure.map(Figure::standardError).orElse(Double.NaN);
  }

  private static int doubled(Optional<Figure> figure) {
    return figure.map(found -> (int) found.doubled()).orElse(0);
  }

  private static Integer whole(OptionalInt number) {
    return number.isPresent() ? Integer.valueOf(number.getAsInt()) : null;
  }

  private static Double number(OptionalDouble number) {
    return number.isPresent() ? Double.valueOf(number.getAsDouble()) : null;
  }
}
