package org.penumbra.jobs;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
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
import org.penumbra.jobs.student.FirstScores;
import org.penumbra.jobs.student.PoolSamples;
import org.penumbra.jobs.student.Students;
import org.penumbra.score.WeightedAuc;
import org.penumbra.settings.ScorerSettings;
import org.penumbra.split.Side;
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
 * pool its first scores, a third reads those too and scores the pool in the next round.
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
            .policy()
            .anewOnceForgotten();
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
    SortedMap<String, LabelledItems.AuditItem> audited = labelled.audit(audit);
    Interval prevalence = AuditPrevalence.of(audited, consensus);
    StudentModel.Lineage lineage =
        new StudentModel.Lineage(
            context.policy().id(),
            context.policy().guidelineVersion(),
            context.settings().embedder().name(),
            modelHash);
    StudentTrainer trainer = students.trainer(pool);
    Labelled all = new Labelled(consensus, placed, inputs);
    StudentTrainer.Trained student =
        trainer.train(all.set(item -> true, pool), pool, prevalence, lineage);
    student.warnings().forEach(run::warn);
    Models models = new Models(context.store());
    context.lease().check();
    models.forget(id.round());
    models.put(id.round(), student);
    heldOut(run, trainer, all, pool, prevalence, lineage)
        .ifPresent(twin -> models.putHeldOut(id.round(), twin.student()));
    String ofPool = "";
    if (readsModelScores()) {
      FirstScores first = firstScores(scores, pool, consensus);
      WeightedAuc area = first.area(audited, consensus);
      if (ScoreInput.refutedBy(area)) {
        run.warn(scoreRefuted(area));
      } else {
        StudentModel reading =
            students.ofPool(pool, first, all.set(item -> true, pool), prevalence, lineage);
        models.putOfPool(id.round(), reading);
        ofPool = withTheScore(student.student(), reading);
      }
    }
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
            + ofPool);
  }

  /** Whether a model gave the pool scores that students are to read. */
  private boolean readsModelScores() {
    return context.settings().scorer().kind() == ScorerSettings.Kind.GIVEN
        && context.settings().student().scoreInput();
  }

  private FirstScores firstScores(
      List<Manifest> scores, PoolSample pool, SortedMap<String, Integer> consensus) {
    Set<String> ids = new TreeSet<>(pool.ids());
    ids.addAll(consensus.keySet());
    return FirstScores.of(context.spark(), context.data(), scores, ids);
  }

  private static String scoreRefuted(WeightedAuc area) {
    return String.format(
        "no student reads the given scores: by the audit's labels the area under their ROC curve is"
            + " %.2f, at most %.2f",
        area.estimate(), area.upperBound());
  }

  private static String withTheScore(StudentModel without, StudentModel with) {
    return String.format(
        "; of labels out of fold it ranks %.3f of pairs rightly, with the given score %.3f",
        without.outOfFold().auc(), with.outOfFold().auc());
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
