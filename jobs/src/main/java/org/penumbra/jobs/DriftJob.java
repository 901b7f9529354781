package org.penumbra.jobs;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.penumbra.StableHash;
import org.penumbra.jobs.data.Embeddings;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.drift.DriftOutcome;
import org.penumbra.jobs.drift.DriftStage;
import org.penumbra.jobs.drift.Reference;
import org.penumbra.jobs.drift.Snapshot;
import org.penumbra.jobs.drift.Snapshots;
import org.penumbra.jobs.llm.EmbedderProbe;
import org.penumbra.jobs.spark.EncoderSpec;
import org.penumbra.jobs.spark.Preflight;
import org.penumbra.jobs.stage.Dependencies;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.stage.Stages;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;
import org.penumbra.provenance.Input;
import org.penumbra.student.StudentModel;

/**
 * What a new snapshot of a corpus brings against a finished round, and what a changed policy makes
 * of its labels: whether another round is due, and what it should ask about. Each snapshot is a
 * stage of its own.
 */
public final class DriftJob {

  private static final TypeReference<String> HASH = new TypeReference<>() {};
  private static final String AGAINST = "against";
  private static final String POLICY_ALONE = "policy";

  private final RunContext context;
  private final int round;
  private final String address;

  /**
   * @param address files of texts, or another run; null to look at the policy alone
   */
  public DriftJob(RunContext context, int round, String address) {
    this.context = context;
    this.round = round;
    this.address = address;
  }

  /** Writes drift and drift_items. */
  public StageResult run() {
    new Dependencies(context, new StageId(round, StageName.DRIFT))
        .require(new StageId(round, StageName.TRAIN));
    Optional<Snapshot> snapshot =
        Optional.ofNullable(address).map(each -> Snapshots.at(context, each));
    Input input =
        snapshot.map(Snapshot::input).orElseGet(() -> new Input(POLICY_ALONE, 0, 0, POLICY_ALONE));
    String hash = StableHash.id128(input.hash() + context.policy().hash());
    int number = number(hash);
    String modelHash = Embeddings.modelHash(context.settings().embedder());
    Dependencies dependencies =
        new Dependencies(context, id(number))
            .settings("drift", "seed", "evaluate.confidence", "pair.near-duplicate")
            .settings("corpus.format", "corpus.id", "corpus.text", "corpus.group")
            .settings("corpus.max-text-size")
            .settings(context.settings().embedder().deciding())
            .model("encoder", modelHash)
            .policy()
            .input(input);
    StudentModel student = Models.required(context, dependencies, round);
    student.requireEncoder(context.settings().embedder().name(), modelHash);
    Reference reference =
        new Reference(
            context,
            round,
            student,
            dependencies.read(new StageId(1, StageName.SCAN), RunDataset.ITEMS),
            Embeddings.manifests(context.store(), modelHash, round),
            dependencies.read(new StageId(round, StageName.CLUSTER), RunDataset.CENTROIDS),
            dependencies.read(new StageId(round, StageName.SELECT), RunDataset.AUDIT));
    StageResult result =
        new Stages(context)
            .run(
                dependencies,
                run -> {
                  run.frozen(AGAINST, HASH, () -> hash);
                  new DriftStage(context, reference, number)
                      .run(run, snapshot, encoder(run, snapshot));
                });
    DriftOutcome.tell(context, round, number);
    return result;
  }

  /** Tried on an executor; none where no text is encoded. */
  private EncoderSpec encoder(StageRun run, Optional<Snapshot> snapshot) {
    if (snapshot.isEmpty()) {
      return null;
    }
    EncoderSpec encoder = EmbedderProbe.encoder(context, run, context.settings().embedder());
    run.describe("preflight");
    Preflight.check(JavaSparkContext.fromSparkContext(context.spark().sparkContext()), encoder);
    return encoder;
  }

  /** The number of the same comparison, done or begun; else the next one. */
  private int number(String hash) {
    int number = 1;
    Optional<String> there = against(number);
    while (there.isPresent() && !there.get().equals(hash)) {
      number++;
      there = against(number);
    }
    return number;
  }

  private Optional<String> against(int number) {
    return new StageState(context.store(), id(number)).frozen(AGAINST, HASH);
  }

  private StageId id(int number) {
    return new StageId(round, String.format("%s-%04d", StageName.DRIFT, number));
  }
}
