package org.penumbra.jobs.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.penumbra.jobs.llm.LlmLimits;
import org.penumbra.jobs.llm.SpendingFile;
import org.penumbra.jobs.scan.PlannedWaves;
import org.penumbra.jobs.stage.RoundOutcome;
import org.penumbra.jobs.state.ForgetLog;
import org.penumbra.jobs.state.Lease;
import org.penumbra.jobs.state.LeaseHolder;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;
import org.penumbra.jobs.state.Store;
import org.penumbra.llm.Limits;
import org.penumbra.llm.Service;
import org.penumbra.llm.Spending;
import org.penumbra.provenance.Outcome;
import org.penumbra.provenance.ReportJson;
import org.penumbra.provenance.StageReport;
import org.penumbra.report.ModelSpending;
import org.penumbra.report.RoundStatus;
import org.penumbra.report.RunStatus;
import org.penumbra.report.RunWriter;
import org.penumbra.report.StageStatus;
import org.penumbra.settings.EmbedderSettings;
import org.penumbra.settings.ScorerSettings;
import org.penumbra.settings.Settings;

/**
 * Reads where a run stands from the objects of its state. It takes no lease and writes nothing, so
 * it may look while another process is at work.
 */
public final class RunStatusReader {

  private static final List<String> LOOP =
      List.of(
          StageName.SCAN,
          StageName.EMBED,
          StageName.CLUSTER,
          StageName.PAIR,
          StageName.SELECT,
          StageName.INGEST,
          StageName.SPLIT,
          StageName.TRAIN,
          StageName.EVALUATE,
          StageName.DECIDE);

  private final Store store;
  private final Settings settings;
  private final ReportJson json = new ReportJson();

  public RunStatusReader(Store store, Settings settings) {
    this.store = store;
    this.settings = settings;
  }

  /**
   * Where the run stands.
   *
   * @param uri its root
   * @param policy the policy's id, or null
   * @param now the time of the call
   */
  public RunStatus read(String uri, String policy, Instant now) {
    SortedMap<Integer, List<StageState>> begun = new TreeMap<>();
    for (StageState stage : StageState.all(store)) {
      if (stage.key().isPresent()) {
        begun.computeIfAbsent(stage.id().round(), round -> new ArrayList<>()).add(stage);
      }
    }
    List<RoundStatus> rounds = new ArrayList<>();
    begun.forEach((round, stages) -> rounds.add(round(round, stages)));
    return new RunStatus(
        uri,
        policy,
        now,
        !store.list("_state").isEmpty(),
        Lease.holder(store).map(holder -> writer(holder, now)).orElse(null),
        new ForgetLog(store).begun().isPresent(),
        rounds,
        model(),
        embedder());
  }

  private RunWriter writer(LeaseHolder holder, Instant now) {
    boolean silent =
        holder
            .heartbeat()
            .filter(beat -> beat.plus(settings.lease().expiry()).isBefore(now))
            .isPresent();
    return new RunWriter(
        holder.owner().application(),
        holder.owner().host(),
        holder.owner().process(),
        Instant.ofEpochMilli(holder.owner().started()),
        holder.heartbeat().orElse(null),
        holder.isGone()
            ? RunWriter.State.GONE
            : silent ? RunWriter.State.SILENT : RunWriter.State.AT_WORK);
  }

  private ModelSpending model() {
    return spending(
        settings.scorer().kind() == ScorerSettings.Kind.LLM,
        LlmLimits.of(Service.CHAT, settings.llm().spending()));
  }

  private ModelSpending embedder() {
    return spending(
        settings.embedder().kind() == EmbedderSettings.Kind.HTTP,
        LlmLimits.of(Service.EMBEDDINGS, settings.embedder().http().spending()));
  }

  private ModelSpending spending(boolean asked, Limits limits) {
    Spending spending = new SpendingFile(store, limits.service()).read();
    return asked || !spending.equals(Spending.NONE) ? new ModelSpending(spending, limits) : null;
  }

  private RoundStatus round(int round, List<StageState> begun) {
    SortedMap<String, StageStatus> byName = new TreeMap<>();
    begun.forEach(stage -> byName.put(stage.id().stage(), stage(stage)));
    boolean study = byName.containsKey(StageName.SIMULATE);
    List<StageStatus> stages =
        (study ? List.of(StageName.SIMULATE) : LOOP)
            .stream().map(name -> byName.getOrDefault(name, StageStatus.notBegun(name))).toList();
    List<StageStatus> applied =
        byName.values().stream()
            .filter(stage -> stage.stage().startsWith(StageName.APPLY + "-"))
            .toList();
    return new RoundStatus(round, stages, applied, verdict(round, byName.get(StageName.DECIDE)));
  }

  /** While decide is not done, the file tells of an earlier attempt, or that labels are missing. */
  private RoundStatus.Verdict verdict(int round, StageStatus decide) {
    if (decide == null || decide.state() != StageStatus.State.DONE) {
      return null;
    }
    return RoundOutcome.read(store, round)
        .map(
            outcome ->
                new RoundStatus.Verdict(round, outcome.outcome(), outcome.stop(), outcome.why()))
        .orElse(null);
  }

  private StageStatus stage(StageState stage) {
    Optional<StageReport> report = stage.report().map(this::report);
    StageStatus.State state =
        stage.succeeded()
            ? StageStatus.State.DONE
            : report.filter(last -> last.provenance().outcome() == Outcome.WAITING).isPresent()
                ? StageStatus.State.WAITING
                : StageStatus.State.UNFINISHED;
    return new StageStatus(
        stage.id().stage(),
        state,
        report.map(last -> last.provenance().finished()).orElse(null),
        report.map(StageReport::note).orElse(""),
        report.map(StageReport::error).orElse(null),
        state == StageStatus.State.DONE ? List.of() : waves(stage));
  }

  private static List<StageStatus.Waves> waves(StageState stage) {
    Map<String, Integer> all =
        stage.id().stage().equals(StageName.SCAN) ? PlannedWaves.of(stage) : Map.of();
    List<StageStatus.Waves> waves = new ArrayList<>();
    stage
        .waves()
        .forEach(
            (dataset, done) -> waves.add(new StageStatus.Waves(dataset, done, all.get(dataset))));
    return waves;
  }

  private StageReport report(byte[] report) {
    try {
      return json.read(new String(report, UTF_8), StageReport.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
