package org.penumbra.jobs;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.penumbra.Interval;
import org.penumbra.UserException;
import org.penumbra.jobs.data.Embeddings;
import org.penumbra.jobs.data.History;
import org.penumbra.jobs.data.LabelledItems;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.stage.Dependencies;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.stage.Stages;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.student.ModelScores;
import org.penumbra.jobs.student.PoolSamples;
import org.penumbra.jobs.student.Students;
import org.penumbra.jobs.tune.TunedModel;
import org.penumbra.jobs.tune.Tuning;
import org.penumbra.score.Threshold;
import org.penumbra.score.WeightedAuc;
import org.penumbra.split.Side;
import org.penumbra.student.CrossFit;
import org.penumbra.student.PoolSample;
import org.penumbra.student.ScoreInput;
import org.penumbra.student.SparseVector;
import org.penumbra.student.StudentInput;
import org.penumbra.student.StudentModel;
import org.penumbra.student.StudentTrainer;
import org.penumbra.student.TrainingSet;

/**
 * Tunes the student. Two are trained: the student itself on all labels, with cross-fitted
 * calibration, and its held-out twin on the fine-tuning side only, which has never seen an
 * evaluation item and is what figures that may end the loop are measured on. Where a model gave the
 * pool its first scores, a third reads those too and scores the pool in the next round. Where a
 * command is set, a language model is tuned beside them, and scores it in their place.
 */
public final class TrainJob {

  private final RunContext context;
  private final StageId id;
  private final LabelledItems labelled;

  public TrainJob(RunContext context, int round) {
    this.context = context;
    this.id = new StageId(round, StageName.TRAIN);
    this.labelled =
        new LabelledItems(
            context.spark(),
            context.data(),
            new History(context.store(), context.data()),
            context.policy().guidelineVersion());
  }

  /** Writes {@code RUN/models/round=NNN/}. */
  public StageResult run() {
    Dependencies dependencies =
        new Dependencies(context, id)
            .settings("student", "scorer.prevalence", "scorer.kind", "seed")
            .settings("train.command")
            .policy()
            .anewOnceForgotten();
    if (context.settings().train().command() != null) {
      dependencies.settings("train.pool-sample", "llm.model", "llm.mode", "llm.samples");
      Optional<TunedModel> unused = Models.tuned(context, dependencies, id.round() - 1);
    }
    StageId split = new StageId(id.round(), StageName.SPLIT);
    dependencies.read(split, RunDataset.EVAL);
    dependencies.read(split, RunDataset.SFT);
    StageId ingest = new StageId(id.round(), StageName.INGEST);
    dependencies.read(ingest, RunDataset.CONSENSUS);
    dependencies.read(ingest, RunDataset.CARRIED);
    List<Manifest> audit =
        dependencies.read(new StageId(id.round(), StageName.SELECT), RunDataset.AUDIT);
    List<Manifest> items = dependencies.read(new StageId(1, StageName.SCAN), RunDataset.ITEMS);
    String modelHash = Embeddings.modelHash(context.settings().embedder());
    dependencies.model("encoder", modelHash);
    List<Manifest> vectors = Embeddings.manifests(context.store(), modelHash, id.round());
    List<Manifest> scores =
        readsModelScores()
            ? dependencies.read(new StageId(1, StageName.SCAN), RunDataset.SCORES)
            : List.of();
    return new Stages(context)
        .run(dependencies, run -> train(run, items, vectors, scores, audit, modelHash));
  }

  private void train(
      StageRun run,
      List<Manifest> items,
      List<Manifest> vectors,
      List<Manifest> scores,
      List<Manifest> audit,
      String modelHash) {
    run.describe("sample of the pool");
    Students students = new Students(context.settings(), context.policy());
    PoolSample pool =
        students.pool(new PoolSamples(context.data(), context.settings().seed()), items, vectors);
    run.describe("labelled items");
    SortedMap<String, Integer> consensus = labelled.consensus(id.round());
    SortedMap<String, LabelledItems.Placed> placed = labelled.placed(id.round());
    SortedMap<String, StudentInput> inputs = labelled.inputs(consensus.keySet(), items, vectors);
    AuditLabels audited = new AuditLabels(labelled.audit(audit), consensus);
    Interval prevalence = audited.prevalence();
    StudentModel.Lineage lineage =
        new StudentModel.Lineage(
            context.policy().id(),
            context.policy().guidelineVersion(),
            context.settings().embedder().name(),
            modelHash);
    StudentTrainer trainer = students.trainer(pool);
    Labelled all = new Labelled(consensus, placed, inputs);
    TrainingSet set = all.set(item -> true, pool);
    StudentTrainer.Trained student = trainer.train(set, pool, prevalence, lineage);
    student.warnings().forEach(run::warn);
    Optional<StudentTrainer.Trained> twin = heldOut(run, trainer, all, pool, prevalence, lineage);
    Optional<StudentTrainer.Trained> ofPool =
        readsModelScores()
            ? modelScores(run, scores, pool, audited)
                .map(known -> students.ofPool(pool, known, set, prevalence, lineage))
            : Optional.empty();
    ofPool.ifPresent(
        trained ->
            trained.warnings().forEach(warning -> run.warn("the pool's student: " + warning)));
    Models models = new Models(context.store());
    Optional<TunedModel> tuned =
        context.settings().train().command() == null
            ? Optional.empty()
            : Optional.of(
                new Tuning(context, id.round())
                    .run(
                        run,
                        models.tuned(id.round() - 1),
                        models.tuned(id.round()),
                        items,
                        consensus,
                        placed,
                        unseen(twin, prevalence)));
    context.lease().check();
    models.forget(id.round());
    models.put(id.round(), student);
    twin.ifPresent(trained -> models.putHeldOut(id.round(), trained.student()));
    ofPool.ifPresent(trained -> models.putOfPool(id.round(), trained.student()));
    tuned.ifPresent(model -> models.putTuned(id.round(), model));
    run.count("labels", consensus.size());
    run.count("positives", student.student().training().positives());
    run.note(
        String.format(
                "%d labels, %d positive; prevalence %.3f [%.3f, %.3f] by %s",
                consensus.size(),
                student.student().training().positives(),
                student.student().threshold().prevalence().estimate(),
                student.student().threshold().prevalence().low(),
                student.student().threshold().prevalence().high(),
                student.student().threshold().method())
            + ofPool.map(trained -> compared(audited, student, trained)).orElse("")
            + tuned.map(model -> "; tuned " + model.served().model()).orElse(""));
  }

  /** Whether a model gave the pool scores that students are to read. */
  private boolean readsModelScores() {
    return context.settings().scorer().modelScores() && context.settings().student().scoreInput();
  }

  /** The model's scores, unless they are of another scorer or the audit refutes them. */
  private Optional<ModelScores> modelScores(
      StageRun run, List<Manifest> manifests, PoolSample pool, AuditLabels audited) {
    Set<String> ids = new TreeSet<>(pool.ids());
    ids.addAll(audited.consensus().keySet());
    ModelScores scores = ModelScores.of(context.spark(), context.data(), manifests, ids);
    if (!scores.cover(ids)) {
      run.warn(
          "no student reads a model's scores: the pool was scored before scorer.kind was set to "
              + context.settings().scorer().kind().name().toLowerCase(Locale.ROOT));
      return Optional.empty();
    }
    WeightedAuc area = audited.area(scores.byId());
    if (ScoreInput.refutedBy(area)) {
      run.warn(
          String.format(
              "no student reads the model's scores: by the audit's labels the area under their ROC"
                  + " curve is %.2f, at most %.2f",
              area.estimate(), area.upperBound()));
      return Optional.empty();
    }
    return Optional.of(scores);
  }

  /** Both on the audit's items, out of fold. */
  private static String compared(
      AuditLabels audited, StudentTrainer.Trained student, StudentTrainer.Trained ofPool) {
    double area = audited.area(outOfFold(student)).estimate();
    return Double.isNaN(area)
        ? ""
        : String.format(
            "; area under the ROC curve on the audit, out of fold: %.3f, with the given score %.3f",
            area, audited.area(outOfFold(ofPool)).estimate());
  }

  private static Map<String, Double> outOfFold(StudentTrainer.Trained trained) {
    return trained.outOfFold().stream()
        .collect(Collectors.toMap(CrossFit.OutOfFold::id, CrossFit.OutOfFold::percentile));
  }

  /** The prevalence that a cut may rest on where evaluation items are to be unseen. */
  private Threshold unseen(Optional<StudentTrainer.Trained> twin, Interval audit) {
    boolean audited = audit.defined() && audit.estimate() > 0;
    double assumed = context.settings().scorer().prevalence();
    return twin.map(trained -> trained.student().threshold())
        .orElseGet(
            () ->
                audited
                    ? new Threshold(Double.NaN, audit, Threshold.AUDIT)
                    : new Threshold(
                        Double.NaN,
                        new Interval(assumed, Double.NaN, Double.NaN),
                        Threshold.ASSUMED));
  }

  private Optional<StudentTrainer.Trained> heldOut(
      StageRun run,
      StudentTrainer trainer,
      Labelled all,
      PoolSample pool,
      Interval prevalence,
      StudentModel.Lineage lineage) {
    try {
      return Optional.of(trainer.train(all.set(all::onSft, pool), pool, prevalence, lineage));
    } catch (UserException e) {
      run.warn("no held-out figures in this round: " + e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The labelled items.
   *
   * @param consensus 0 or 1
   * @param placed side and group of those that were split
   * @param inputs what a student reads of them
   */
  private record Labelled(
      SortedMap<String, Integer> consensus,
      SortedMap<String, LabelledItems.Placed> placed,
      SortedMap<String, StudentInput> inputs) {

    boolean onSft(String item) {
      return placed.containsKey(item) && placed.get(item).side() == Side.SFT;
    }

    /** Those that are wanted, their n-grams weighed as the pool's are. */
    TrainingSet set(Predicate<String> wanted, PoolSample pool) {
      List<String> ids = consensus.keySet().stream().filter(wanted).toList();
      return new TrainingSet(
          ids,
          ids.stream().map(this::group).toList(),
          ids.stream().map(id -> inputs.get(id).encoded().vector()).toArray(float[][]::new),
          ids.stream().map(id -> pool.ngramsOf(inputs.get(id).text())).toArray(SparseVector[]::new),
          ids.stream().mapToInt(id -> consensus.get(id)).toArray());
    }

    private String group(String item) {
      LabelledItems.Placed where = placed.get(item);
      return where == null ? item : where.group();
    }
  }
}
