package org.penumbra.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.penumbra.Interval;
import org.penumbra.agree.Bootstrap;
import org.penumbra.jobs.data.Embeddings;
import org.penumbra.jobs.data.History;
import org.penumbra.jobs.data.LabelledItems;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.evaluate.Contested;
import org.penumbra.jobs.evaluate.Figure;
import org.penumbra.jobs.evaluate.Holdout;
import org.penumbra.jobs.evaluate.LabelledData;
import org.penumbra.jobs.evaluate.Measured;
import org.penumbra.jobs.evaluate.ModelLine;
import org.penumbra.jobs.evaluate.OperatingPointTable;
import org.penumbra.jobs.evaluate.Predicted;
import org.penumbra.jobs.evaluate.Predictions;
import org.penumbra.jobs.evaluate.RaterFigures;
import org.penumbra.jobs.evaluate.TierRecall;
import org.penumbra.jobs.evaluate.TunedPredictions;
import org.penumbra.jobs.label.Redactors;
import org.penumbra.jobs.scan.Settlement;
import org.penumbra.jobs.stage.Dependencies;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.stage.Stages;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.student.PoolSamples;
import org.penumbra.jobs.student.ScoredPool;
import org.penumbra.jobs.tune.TunedModel;
import org.penumbra.label.ContestedItem;
import org.penumbra.student.StudentInput;
import org.penumbra.student.StudentModel;
import org.penumbra.triage.RecallCertificate;

/**
 * Holds the students against the experts, and the experts against one another: on the evaluation
 * items of all rounds (hard cases, not deployment), on the audit weighted back to the corpus, and
 * on a holdout where one is given. Every earlier round's held-out twin is measured on today's
 * items, so that gains are paired.
 */
public final class EvaluateJob {

  private final RunContext context;
  private final StageId id;
  private final LabelledItems labelled;
  private final Models models;

  public EvaluateJob(RunContext context, int round) {
    this.context = context;
    this.id = new StageId(round, StageName.EVALUATE);
    this.labelled =
        new LabelledItems(
            context.spark(),
            context.data(),
            new History(context.store(), context.data()),
            context.policy().guidelineVersion());
    this.models = new Models(context.store());
  }

  /** Writes metrics, contested items and operating points. */
  public StageResult run() {
    Dependencies dependencies =
        new Dependencies(context, id)
            .settings("evaluate", "decide", "triage.recall", "seed")
            .watch(Redactors.input(context.settings()))
            .policy();
    SortedMap<Integer, TunedModel> tuned = new TreeMap<>();
    for (int round = 1; round <= id.round(); round++) {
      int ofRound = round;
      Models.required(context, dependencies, round);
      Models.tuned(context, dependencies, round).ifPresent(model -> tuned.put(ofRound, model));
    }
    for (int round : tuned.headMap(id.round()).keySet()) {
      dependencies.read(new StageId(round + 1, StageName.SCAN), RunDataset.SCORES);
    }
    dependencies.read(new StageId(id.round(), StageName.INGEST), RunDataset.LABELS);
    dependencies.read(new StageId(id.round(), StageName.SPLIT), RunDataset.EVAL);
    List<Manifest> audit =
        dependencies.read(new StageId(id.round(), StageName.SELECT), RunDataset.AUDIT);
    List<Manifest> items = dependencies.read(new StageId(1, StageName.SCAN), RunDataset.ITEMS);
    String modelHash = Embeddings.modelHash(context.settings().embedder());
    List<Manifest> vectors = Embeddings.manifests(context.store(), modelHash, id.round());
    return new Stages(context)
        .run(dependencies, run -> evaluate(run, audit, items, vectors, tuned));
  }

  private void evaluate(
      StageRun run,
      List<Manifest> audit,
      List<Manifest> items,
      List<Manifest> vectors,
      SortedMap<Integer, TunedModel> tuned) {
    run.describe("labelled items");
    LabelledData data =
        new LabelledData(
            labelled.labels(id.round()),
            labelled.consensus(id.round()),
            labelled.placed(id.round()),
            labelled.audit(audit));
    SortedMap<String, StudentInput> inputs = labelled.inputs(data.measurable(), items, vectors);
    Measured measured =
        new Measured(
            new Bootstrap(context.settings().seed(), context.settings().evaluate().replicates()),
            context.settings().evaluate().confidence(),
            Deciding.parameters(context.settings().decide()));
    experts(measured, data);
    StudentModel student = models.student(id.round());
    Optional<StudentModel> twin = models.heldOut(id.round());
    Predicted unseen =
        twin.map(model -> Predictions.of(model, data.evaluation(), inputs))
            .orElseGet(Predicted::nothing);
    SortedMap<Integer, Predicted> twins = twins(data, inputs);
    String substitute = measure(measured, data, new ModelLine(Models::name, twins));
    if (!tuned.isEmpty()) {
      SortedMap<Integer, Predicted> byTuned = tuned(run, data, items, tuned, twins);
      substitute = measure(measured, data, new ModelLine(Models::tunedName, byTuned));
    }
    crossFitted(measured, data, student);
    prevalence(measured, data);
    String tiers = tierRecall(measured, data, items);
    holdout(measured, student);
    raters(run, measured, data);
    List<Row> rows = new ArrayList<>();
    measured.figures().forEach(figure -> rows.add(figure.row(context.policy().id())));
    run.write(RunDataset.METRICS, () -> context.data().frame(rows, RunDataset.METRICS));
    contested(run, data);
    OperatingPointTable table =
        new OperatingPointTable(
            student, () -> pool(run, items, vectors, student), context.settings().evaluate());
    List<Row> points =
        table.rows(
            context.policy().id(),
            Models.name(id.round()),
            twin,
            data,
            unseen.of(data.unseenAudit()).scores());
    run.write(
        RunDataset.OPERATING_POINTS,
        () -> context.data().frame(points, RunDataset.OPERATING_POINTS));
    run.note(note(measured) + substitute + tiers);
  }

  /** The raters: curated items and the audit apart, for one is hard and the other is the corpus. */
  private void experts(Measured measured, LabelledData data) {
    measured.gate(Measured.EVAL, data.ratings(data.evaluation()), data.evaluation().size());
    measured.raters(
        Measured.EVAL_CURATED,
        data.ratings(data.curated()),
        data.curated().size(),
        measured.byGroup());
    measured.raters(
        Measured.NATURAL,
        data.weightedRatings(data.audit().keySet()),
        data.audit().size(),
        measured.within(data.strata()));
  }

  /** Each rater and each pair on all items; the figures beside expert kappa on the same as it. */
  private void raters(StageRun run, Measured measured, LabelledData data) {
    SortedMap<String, String> groups = new TreeMap<>();
    data.placed().forEach((item, place) -> groups.put(item, place.group()));
    double confidence = context.settings().evaluate().confidence();
    Set<String> evaluation = data.evaluation();
    RaterFigures evaluated =
        new RaterFigures(
            data.labels().stream().filter(label -> evaluation.contains(label.itemId())).toList(),
            groups,
            confidence);
    Bootstrap bootstrap =
        new Bootstrap(context.settings().seed(), context.settings().evaluate().replicates());
    evaluated.figures(Measured.EVAL, bootstrap).forEach(measured::given);
    evaluated.caution().ifPresent(run::warn);
    RaterFigures all = new RaterFigures(data.labels(), groups, confidence);
    String policy = context.policy().id();
    run.write(RunDataset.RATERS, () -> context.data().frame(all.raters(policy), RunDataset.RATERS));
    run.write(
        RunDataset.RATER_PAIRS,
        () -> context.data().frame(all.pairs(policy), RunDataset.RATER_PAIRS));
  }

  /** Returns what people should know of today's model, if there is one. */
  private String measure(Measured measured, LabelledData data, ModelLine line) {
    line.figures(measured, data.ratings(data.evaluation()), id.round());
    double epsilon = context.settings().evaluate().alternativeAnnotatorEpsilon();
    return line.detail(measured, data, id.round(), epsilon)
        .map(result -> "; " + result.inWords(epsilon))
        .orElse("");
  }

  /** What the twins of all rounds say of today's evaluation items. */
  private SortedMap<Integer, Predicted> twins(
      LabelledData data, SortedMap<String, StudentInput> inputs) {
    SortedMap<Integer, Predicted> twins = new TreeMap<>();
    for (int round = 1; round <= id.round(); round++) {
      int ofRound = round;
      models
          .heldOut(round)
          .ifPresent(twin -> twins.put(ofRound, Predictions.of(twin, data.evaluation(), inputs)));
    }
    return twins;
  }

  /** What the tuned models of all rounds say of them. */
  private SortedMap<Integer, Predicted> tuned(
      StageRun run,
      LabelledData data,
      List<Manifest> items,
      SortedMap<Integer, TunedModel> tuned,
      SortedMap<Integer, Predicted> twins) {
    run.describe("tuned models");
    TunedPredictions predictions =
        new TunedPredictions(context, run, items, data.evaluation(), id.round());
    SortedMap<Integer, Predicted> byRound = new TreeMap<>();
    tuned.forEach(
        (round, model) ->
            predictions
                .of(round, Models.tunedName(round), model)
                .map(
                    own ->
                        predictions.whole(
                            own,
                            Models.tunedName(round),
                            model,
                            models.heldOut(round),
                            twins.get(round)))
                .ifPresent(whole -> byRound.put(round, whole)));
    return byRound;
  }

  /**
   * Today's student by its cross-fitted scores: all labelled items count, but none for a verdict.
   */
  private void crossFitted(Measured measured, LabelledData data, StudentModel student) {
    Predicted crossFitted = Predictions.crossFitted(student, models.crossFitted(id.round()));
    measured.against(
        subject(Measured.EVAL, Measured.CROSS_FITTED),
        data.truth(data.evaluation()),
        crossFitted,
        measured.byGroup());
    measured.against(
        subject(Measured.NATURAL, Measured.CROSS_FITTED),
        data.weightedTruth(data.audit().keySet()),
        crossFitted,
        measured.within(data.strata()));
  }

  private void prevalence(Measured measured, LabelledData data) {
    Interval prevalence = new AuditLabels(data.audit(), data.consensus()).prevalence();
    measured.given(
        new Figure(
            null,
            Measured.PREVALENCE,
            Measured.NATURAL,
            Measured.RATERS,
            prevalence,
            Double.NaN,
            Figure.TWO_SIDED,
            .95,
            data.audit().keySet().stream()
                .filter(item -> data.consensus().containsKey(item))
                .count(),
            0));
  }

  /** Returns what is certain of what a cascade's tiers keep, if there was one. */
  private String tierRecall(Measured measured, LabelledData data, List<Manifest> items) {
    TierRecall tiers = new TierRecall(data.audit(), data.consensus());
    Optional<RecallCertificate> recall =
        tiers.certify(
            labelled.droppedBy(tiers.labelled(), items),
            Settlement.TRIAGE,
            context.settings().triage().recall());
    recall.ifPresent(
        certificate ->
            measured.given(
                new Figure(
                    null,
                    Measured.TIER_RECALL,
                    Measured.NATURAL,
                    Measured.RATERS,
                    certificate.recall(),
                    Double.NaN,
                    Figure.TWO_SIDED,
                    certificate.level(),
                    tiers.labelled().size(),
                    0)));
    return recall
        .map(certificate -> "; of the tiers, by the experts: " + certificate.sentence())
        .orElse("");
  }

  private void holdout(Measured measured, StudentModel student) {
    String uri = context.settings().evaluate().givenHoldout();
    if (uri != null) {
      Holdout holdout = new Holdout(context.spark(), uri);
      measured.against(
          subject(Measured.HOLDOUT, Measured.UNSEEN),
          holdout.truth(),
          holdout.predicted(student),
          measured.byGroup());
    }
  }

  /** The items the raters split on, as a dataset and as a file for people. */
  private void contested(StageRun run, LabelledData data) {
    List<ContestedItem> items = ContestedItem.of(data.labels());
    run.describe("texts of contested items");
    Contested contested =
        new Contested(
            items, labelled.texts(items.stream().map(ContestedItem::itemId).toList(), id.round()));
    List<Row> rows = contested.rows(context.policy().id());
    run.write(RunDataset.CONTESTED, () -> context.data().frame(rows, RunDataset.CONTESTED));
    contested.export(context.store(), id.round(), Redactors.of(context.settings().redact()));
  }

  private ScoredPool pool(
      StageRun run, List<Manifest> items, List<Manifest> vectors, StudentModel student) {
    run.describe("sample of the pool");
    return new PoolSamples(context.data(), context.settings().seed())
        .scored(items, vectors, student);
  }

  private Measured.Subject subject(String population, String basis) {
    return new Measured.Subject(Models.name(id.round()), population, basis);
  }

  private String note(Measured measured) {
    StringBuilder note = new StringBuilder();
    for (Figure figure : measured.figures()) {
      boolean tuned = Models.tunedName(id.round()).equals(figure.model());
      boolean ofToday =
          tuned || figure.model() == null || figure.model().equals(Models.name(id.round()));
      boolean told =
          figure.metric().equals(Measured.EXPERT_KAPPA)
              || figure.metric().equals(Measured.MODEL_EXPERT_KAPPA);
      if (ofToday
          && told
          && figure.population().equals(Measured.EVAL)
          && figure.interval().equals(Figure.TWO_SIDED)) {
        note.append(note.length() == 0 ? "" : "; ")
            .append(
                tuned
                    ? "tuned model-expert"
                    : figure.model() == null ? "expert-expert" : "model-expert")
            .append(
                String.format(
                    " kappa %.3f [%.3f, %.3f]",
                    figure.value().estimate(), figure.value().low(), figure.value().high()));
      }
    }
    return note.toString();
  }
}
