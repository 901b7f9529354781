package org.penumbra.jobs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.penumbra.Interval;
import org.penumbra.agree.Bootstrap;
import org.penumbra.agree.Rating;
import org.penumbra.agree.Ratings;
import org.penumbra.embed.EncodedText;
import org.penumbra.jobs.data.Embeddings;
import org.penumbra.jobs.data.History;
import org.penumbra.jobs.data.LabelledItems;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.evaluate.Figure;
import org.penumbra.jobs.evaluate.Holdout;
import org.penumbra.jobs.evaluate.Measured;
import org.penumbra.jobs.evaluate.Predictions;
import org.penumbra.jobs.stage.Dependencies;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.stage.Stages;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.label.Answer;
import org.penumbra.label.ExpertLabel;
import org.penumbra.split.Side;
import org.penumbra.student.StudentModel;

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
            context.spark(), context.data(), new History(context.store(), context.data()));
    this.models = new Models(context.store());
  }

  /** Writes metrics. */
  public StageResult run() {
    Dependencies dependencies =
        new Dependencies(context, id).settings("evaluate", "decide", "seed");
    for (int round = 1; round <= id.round(); round++) {
      Models.required(context, dependencies, round);
    }
    dependencies.read(new StageId(id.round(), StageName.INGEST), RunDataset.LABELS);
    dependencies.read(new StageId(id.round(), StageName.SPLIT), RunDataset.EVAL);
    List<Manifest> audit =
        dependencies.read(new StageId(id.round(), StageName.SELECT), RunDataset.AUDIT);
    String modelHash = Embeddings.modelHash(context.settings().embedder());
    List<Manifest> vectors = Embeddings.manifests(context.store(), modelHash, id.round());
    return new Stages(context).run(dependencies, run -> evaluate(run, audit, vectors));
  }

  private void evaluate(StageRun run, List<Manifest> audit, List<Manifest> vectors) {
    run.describe("labelled items");
    List<ExpertLabel> labels = labelled.labels(id.round());
    SortedMap<String, Integer> consensus = labelled.consensus(id.round());
    SortedMap<String, LabelledItems.Placed> placed = labelled.placed(id.round());
    SortedMap<String, LabelledItems.AuditItem> audited = labelled.audit(audit);
    Set<String> evalItems =
        placed.entrySet().stream()
            .filter(item -> item.getValue().side() == Side.EVAL)
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    // Items without a consensus count too where models are held against each rater.
    Set<String> measurable = new TreeSet<>(consensus.keySet());
    measurable.addAll(evalItems);
    SortedMap<String, EncodedText> texts = labelled.vectors(measurable, vectors);
    Measured measured =
        new Measured(
            new Bootstrap(context.settings().seed(), context.settings().evaluate().replicates()),
            context.settings().evaluate().confidence(),
            Deciding.parameters(context.settings().decide()));
    Ratings ratings = ratings(labels, evalItems, placed);
    measured.raters(Measured.EVAL, ratings, evalItems.size());
    heldOut(measured, ratings, evalItems, texts);
    StudentModel student = models.student(id.round());
    String name = Models.name(id.round());
    SortedMap<String, Answer> crossFitted =
        Predictions.crossFitted(student, models.crossFitted(id.round()));
    measured.against(
        name,
        Measured.EVAL,
        Measured.CROSS_FITTED,
        truth(consensus, evalItems, placed, Map.of()),
        crossFitted);
    natural(measured, name, consensus, placed, audited, evalItems, texts, crossFitted);
    holdout(measured, name, student);
    List<Row> rows = new ArrayList<>();
    measured.figures().forEach(figure -> rows.add(figure.row(context.policy().id())));
    run.write(RunDataset.METRICS, () -> context.data().frame(rows, RunDataset.METRICS));
    run.note(note(measured));
  }

  /** Twins of all rounds on today's evaluation items, which none of them has seen. */
  private void heldOut(
      Measured measured,
      Ratings ratings,
      Collection<String> evalItems,
      SortedMap<String, EncodedText> texts) {
    SortedMap<Integer, SortedMap<String, Answer>> answers = new TreeMap<>();
    for (int round = 1; round <= id.round(); round++) {
      Optional<StudentModel> twin = models.heldOut(round);
      if (twin.isPresent()) {
        SortedMap<String, Answer> ofRound = Predictions.of(twin.get(), evalItems, texts);
        answers.put(round, ofRound);
        measured.model(Models.name(round), Measured.EVAL, Measured.HELD_OUT, ratings, ofRound);
        if (answers.containsKey(round - 1)) {
          measured.gain(
              Models.name(round), Measured.GAIN, ratings, ofRound, answers.get(round - 1));
        }
      }
    }
    if (answers.containsKey(id.round()) && answers.containsKey(id.round() - 2)) {
      measured.gain(
          Models.name(id.round()),
          Measured.TWO_ROUND_GAIN,
          ratings,
          answers.get(id.round()),
          answers.get(id.round() - 2));
    }
  }

  /** The audit, each item weighted by what it stands for. */
  private void natural(
      Measured measured,
      String name,
      SortedMap<String, Integer> consensus,
      SortedMap<String, LabelledItems.Placed> placed,
      SortedMap<String, LabelledItems.AuditItem> audited,
      Set<String> evalItems,
      SortedMap<String, EncodedText> texts,
      SortedMap<String, Answer> crossFitted) {
    Map<String, Double> weights = new TreeMap<>();
    Map<String, String> strata = new TreeMap<>();
    audited.forEach(
        (item, place) -> {
          weights.put(item, 1 / place.inclusionProbability());
          strata.putIfAbsent(group(item, placed), String.format("%03d", place.stratum()));
        });
    measured.natural(
        name,
        Measured.CROSS_FITTED,
        truth(consensus, audited.keySet(), placed, weights),
        crossFitted,
        strata);
    Set<String> unseen = new TreeSet<>(evalItems);
    unseen.retainAll(audited.keySet());
    models
        .heldOut(id.round())
        .ifPresent(
            twin ->
                measured.natural(
                    name,
                    Measured.HELD_OUT,
                    truth(consensus, unseen, placed, weights),
                    Predictions.of(twin, unseen, texts),
                    strata));
    Interval prevalence = AuditPrevalence.of(audited, consensus);
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
            audited.keySet().stream().filter(item -> consensus.containsKey(item)).count(),
            0));
  }

  private void holdout(Measured measured, String name, StudentModel student) {
    String uri = context.settings().evaluate().givenHoldout();
    if (uri != null) {
      Holdout holdout = new Holdout(context.spark(), uri);
      measured.against(
          name, Measured.HOLDOUT, Measured.UNSEEN, holdout.truth(), holdout.answers(student));
    }
  }

  private static Ratings ratings(
      List<ExpertLabel> labels, Set<String> items, SortedMap<String, LabelledItems.Placed> placed) {
    Map<String, String> groups = new TreeMap<>();
    items.forEach(item -> groups.put(item, group(item, placed)));
    return Ratings.ofFirstAnswers(
        labels.stream().filter(label -> items.contains(label.itemId())).toList(), groups, Map.of());
  }

  private static List<Rating> truth(
      SortedMap<String, Integer> consensus,
      Collection<String> items,
      SortedMap<String, LabelledItems.Placed> placed,
      Map<String, Double> weights) {
    List<Rating> truth = new ArrayList<>();
    for (String item : items) {
      Integer label = consensus.get(item);
      if (label != null) {
        truth.add(
            new Rating(
                item,
                group(item, placed),
                "consensus",
                label == 1 ? Answer.POSITIVE : Answer.NEGATIVE,
                weights.getOrDefault(item, 1.0)));
      }
    }
    return truth;
  }

  private static String group(String item, SortedMap<String, LabelledItems.Placed> placed) {
    LabelledItems.Placed where = placed.get(item);
    return where == null ? item : where.group();
  }

  private String note(Measured measured) {
    StringBuilder note = new StringBuilder();
    for (Figure figure : measured.figures()) {
      boolean ofToday = figure.model() == null || figure.model().equals(Models.name(id.round()));
      boolean told =
          figure.metric().equals(Measured.EXPERT_KAPPA)
              || figure.metric().equals(Measured.MODEL_EXPERT_KAPPA);
      if (ofToday && told && figure.interval().equals(Figure.TWO_SIDED)) {
        note.append(note.length() == 0 ? "" : "; ")
            .append(figure.model() == null ? "expert-expert" : "model-expert")
            .append(
                String.format(
                    " kappa %.3f [%.3f, %.3f]",
                    figure.value().estimate(), figure.value().low(), figure.value().high()));
      }
    }
    return note.toString();
  }
}
