package org.penumbra.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.penumbra.Interval;
import org.penumbra.UserException;
import org.penumbra.embed.EncodedText;
import org.penumbra.jobs.data.Embeddings;
import org.penumbra.jobs.data.History;
import org.penumbra.jobs.data.LabelledItems;
import org.penumbra.jobs.data.PoolSamples;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.stage.Dependencies;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.stage.Stages;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.settings.Settings;
import org.penumbra.settings.StudentSettings;
import org.penumbra.split.Side;
import org.penumbra.student.HeadTrainer;
import org.penumbra.student.PoolSample;
import org.penumbra.student.StudentModel;
import org.penumbra.student.StudentTrainer;
import org.penumbra.student.TrainingSet;

/**
 * Tunes the student. Two heads are trained: the student itself on all labels, with cross-fitted
 * calibration, and its held-out twin on the fine-tuning side only, which has never seen an
 * evaluation item and is what figures that may end the loop are measured on.
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
            .settings("student", "scorer.prevalence", "seed")
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
    return new Stages(context)
        .run(dependencies, run -> train(run, items, vectors, audit, modelHash));
  }

  private void train(
      StageRun run,
      List<Manifest> items,
      List<Manifest> vectors,
      List<Manifest> audit,
      String modelHash) {
    run.describe("sample of the pool");
    PoolSample pool = new PoolSamples(context.data(), context.settings().seed()).of(items, vectors);
    run.describe("labelled items");
    SortedMap<String, Integer> consensus = labelled.consensus(id.round());
    SortedMap<String, LabelledItems.Placed> placed = labelled.placed(id.round());
    SortedMap<String, EncodedText> texts = labelled.vectors(consensus.keySet(), vectors);
    Interval prevalence = AuditPrevalence.of(labelled.audit(audit), consensus);
    StudentModel.Lineage lineage =
        new StudentModel.Lineage(
            context.policy().id(),
            context.policy().guidelineVersion(),
            context.settings().embedder().model(),
            modelHash);
    StudentTrainer trainer = trainer(context.settings());
    StudentTrainer.Trained student =
        trainer.train(
            trainingSet(consensus, placed, texts, item -> true), pool, prevalence, lineage);
    student.warnings().forEach(run::warn);
    Models models = new Models(context.store());
    context.lease().check();
    models.forget(id.round());
    models.put(id.round(), student);
    heldOut(run, trainer, consensus, placed, texts, pool, prevalence, lineage)
        .ifPresent(twin -> models.putHeldOut(id.round(), twin.student()));
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
            student.student().threshold().method()));
  }

  private Optional<StudentTrainer.Trained> heldOut(
      StageRun run,
      StudentTrainer trainer,
      SortedMap<String, Integer> consensus,
      SortedMap<String, LabelledItems.Placed> placed,
      SortedMap<String, EncodedText> texts,
      PoolSample pool,
      Interval prevalence,
      StudentModel.Lineage lineage) {
    Predicate<String> onSft =
        item -> placed.containsKey(item) && placed.get(item).side() == Side.SFT;
    try {
      return Optional.of(
          trainer.train(trainingSet(consensus, placed, texts, onSft), pool, prevalence, lineage));
    } catch (UserException e) {
      run.warn("no held-out figures in this round: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** A trainer as the settings ask for. */
  static StudentTrainer trainer(Settings settings) {
    StudentSettings student = settings.student();
    return new StudentTrainer(
        new StudentTrainer.Params(
            new HeadTrainer(student.l2(), student.tolerance(), student.maxIterations()),
            student.folds(),
            settings.scorer().prevalence(),
            settings.seed()));
  }

  private static TrainingSet trainingSet(
      SortedMap<String, Integer> consensus,
      SortedMap<String, LabelledItems.Placed> placed,
      SortedMap<String, EncodedText> texts,
      Predicate<String> wanted) {
    List<String> ids = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Map.Entry<String, Integer> item : consensus.entrySet()) {
      if (wanted.test(item.getKey())) {
        LabelledItems.Placed where = placed.get(item.getKey());
        ids.add(item.getKey());
        groups.add(where == null ? item.getKey() : where.group());
        vectors.add(texts.get(item.getKey()).vector());
        labels.add(item.getValue());
      }
    }
    return new TrainingSet(
        ids,
        groups,
        vectors.toArray(float[][]::new),
        labels.stream().mapToInt(Integer::intValue).toArray());
  }
}
