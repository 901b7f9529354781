package org.penumbra.jobs.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.jobs.state.ForgetLog;
import org.penumbra.jobs.state.Forgetting;
import org.penumbra.jobs.state.Json;
import org.penumbra.jobs.state.Lease;
import org.penumbra.jobs.state.LeaseOwner;
import org.penumbra.jobs.state.LocalStore;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageKey;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;
import org.penumbra.jobs.state.Store;
import org.penumbra.provenance.Outcome;
import org.penumbra.provenance.Provenance;
import org.penumbra.provenance.ReportJson;
import org.penumbra.provenance.StageReport;
import org.penumbra.report.RoundStatus;
import org.penumbra.report.RunStatus;
import org.penumbra.report.RunWriter;
import org.penumbra.report.StageStatus;
import org.penumbra.settings.SettingsLoader;

/** Every state a run can be found in, made by hand. */
class RunStatusReaderTest {

  private static final Instant ENDED = Instant.parse("2026-11-30T17:35:00Z");
  private static final Duration LONG = Duration.ofMinutes(10);

  @TempDir private Path folder;

  private Store store;

  @BeforeEach
  void open() {
    store = new LocalStore(folder.resolve("run"));
  }

  @Test
  void aRunThatWasNeverBegun() {
    RunStatus status = read();

    assertThat(status.exists()).isFalse();
    assertThat(status.state()).isEqualTo(RunStatus.State.ABSENT);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void aStageIsDoneOnceItsSuccessIsThere() {
    StageState scan = begun(StageName.SCAN);
    report(scan, Outcome.DONE, "60 rows in", null);

    assertThat(stage(StageName.SCAN).state()).isEqualTo(StageStatus.State.UNFINISHED);

    scan.putSuccess("hash");

    assertThat(stage(StageName.SCAN))
        .isEqualTo(
            new StageStatus("scan", StageStatus.State.DONE, ENDED, "60 rows in", null, List.of()));
    assertThat(read().rounds().get(0).stages())
        .extracting(StageStatus::stage)
        .containsExactly(
            "scan",
            "embed",
            "cluster",
            "pair",
            "select",
            "ingest",
            "split",
            "train",
            "evaluate",
            "decide");
    assertThat(stage(StageName.EMBED)).isEqualTo(StageStatus.notBegun("embed"));
  }

  @Test
  void aStageThatFailedTellsItsErrorAndItsWaves() {
    StageState scan = new StageState(store, new StageId(1, StageName.SCAN));
    scan.putKey(StageKey.of(Map.of("corpus.wave-shards", "2")));
    List<Map<String, Object>> shards = new ArrayList<>();
    for (int shard = 0; shard < 5; shard++) {
      shards.add(Map.of("index", shard));
    }
    freeze("shards", shards);
    wave(scan, "staged", 1);
    wave(scan, "staged", 2);
    report(scan, Outcome.FAILED, "", "no space left");

    assertThat(stage(StageName.SCAN))
        .isEqualTo(
            new StageStatus(
                "scan",
                StageStatus.State.UNFINISHED,
                ENDED,
                "",
                "no space left",
                List.of(new StageStatus.Waves("staged", 2, 3))));

    freeze("ask", 100);
    wave(scan, "asked", 1);
    assertThat(stage(StageName.SCAN).waves())
        .containsExactly(
            new StageStatus.Waves("asked", 1, 4), new StageStatus.Waves("staged", 2, 3));
  }

  @Test
  void aStageThatWasKilledAtOnceHasNoTime() {
    begun(StageName.EMBED);

    assertThat(stage(StageName.EMBED))
        .isEqualTo(
            new StageStatus("embed", StageStatus.State.UNFINISHED, null, "", null, List.of()));
  }

  @Test
  void aStageThatWaitsTellsWhatFor() {
    for (String done :
        List.of(
            StageName.SCAN, StageName.EMBED, StageName.CLUSTER, StageName.PAIR, StageName.SELECT)) {
      begun(done).putSuccess("hash");
    }
    report(begun(StageName.INGEST), Outcome.WAITING, "waiting for labels: 3 of 9", null);

    assertThat(stage(StageName.INGEST).state()).isEqualTo(StageStatus.State.WAITING);
    assertThat(stage(StageName.INGEST).note()).isEqualTo("waiting for labels: 3 of 9");
    assertThat(read().state()).isEqualTo(RunStatus.State.WAITING);
  }

  @Test
  void aVerdictCountsOnlyWhileDecideIsDone() {
    outcome("{\"round\": 1, \"outcome\": \"flat\", \"stop\": true, \"why\": \"No gain.\"}");
    StageState decide = begun(StageName.DECIDE);

    assertThat(read().lastVerdict()).isEmpty();

    decide.putSuccess("hash");
    assertThat(read().lastVerdict()).contains(new RoundStatus.Verdict(1, "flat", true, "No gain."));
  }

  @Test
  void snapshotsThatAStudentIsAppliedToStandBesideTheStages() {
    begun("apply-0001").putSuccess("hash");
    begun("apply-0002");

    assertThat(read().rounds().get(0).applied())
        .extracting(StageStatus::stage, StageStatus::state)
        .containsExactly(
            tuple("apply-0001", StageStatus.State.DONE),
            tuple("apply-0002", StageStatus.State.UNFINISHED));
  }

  @Test
  void aStudyHasOneStage() {
    begun(StageName.SIMULATE);

    assertThat(read().rounds().get(0).stages())
        .extracting(StageStatus::stage)
        .containsExactly("simulate");
  }

  @Test
  void tellsWhoIsAtWorkWithoutDisturbingIt() {
    LeaseOwner far = new LeaseOwner("app-far", "far", 4711, ENDED.toEpochMilli());
    try (Lease lease = Lease.acquire(store, far, LONG, LONG)) {
      List<Path> before = files();

      RunStatus status = read();

      assertThat(status.state()).isEqualTo(RunStatus.State.AT_WORK);
      assertThat(status.writer().application()).isEqualTo("app-far");
      assertThat(status.writer().started()).isEqualTo(ENDED);
      assertThat(status.writer().heartbeat()).isBetween(status.at().minus(LONG), status.at());
      assertThat(files()).isEqualTo(before);
      assertThat(lease.isHeld()).isTrue();
      assertThat(readAt(Instant.now().plus(Duration.ofDays(1))).writer().state())
          .isEqualTo(RunWriter.State.SILENT);
    }

    assertThat(read().writer()).isNull();
  }

  @Test
  void aHeartbeatOfAnEarlierVersionHasNoTime() {
    LeaseOwner far = new LeaseOwner("app-far", "far", 4711, ENDED.toEpochMilli());
    try (Lease lease = Lease.acquire(store, far, LONG, LONG)) {
      store.put("_state/lease/heartbeat-00000000" + lease.epoch(), "7".getBytes(UTF_8));

      assertThat(read().writer().heartbeat()).isNull();
      assertThat(read().writer().state()).isEqualTo(RunWriter.State.AT_WORK);
    }
  }

  @Test
  void tellsAWriterOfThisMachineThatIsGone() throws Exception {
    Process process = new ProcessBuilder("true").start();
    LeaseOwner gone =
        new LeaseOwner("app-gone", LeaseOwner.here("").host(), process.pid(), ENDED.toEpochMilli());
    process.waitFor();
    var unused = Lease.acquire(store, gone, LONG, LONG);

    assertThat(read().writer().state()).isEqualTo(RunWriter.State.GONE);
  }

  @Test
  void tellsThatForgettingIsHalfDone() {
    begun(StageName.SCAN).putSuccess("hash");
    new ForgetLog(store)
        .begin(
            new Forgetting(
                1, "", "", "", List.of(), List.of(), new TreeMap<>(), new TreeMap<>(), List.of()));

    assertThat(read().forgetting()).isTrue();
    assertThat(read().state()).isEqualTo(RunStatus.State.UNFINISHED);
  }

  @Test
  void tellsWhatAModelCostWhereOneIsOrWasAsked() {
    assertThat(read().model()).isNull();
    RunStatus asked =
        read(
            "scorer.kind=llm",
            "llm.base-url=http://localhost:8000/v1",
            "llm.model=m",
            "llm.max-requests=10");
    assertThat(asked.model().requestsLeft()).isEqualTo(10);

    store.put(
        "_state/llm/spending.json",
        ("{\"usage\": {\"requests\": 7, \"promptTokens\": 70, \"completionTokens\": 7},"
                + "\"pending\": {\"requests\": 1, \"promptTokens\": 10, \"completionTokens\": 1},"
                + "\"cost\": 0.5}")
            .getBytes(UTF_8));

    assertThat(read().model().spending().total().requests()).isEqualTo(8);
    assertThat(read("llm.max-tokens=100").model().tokensLeft()).isEqualTo(12);
  }

  private StageState begun(String stage) {
    StageState state = new StageState(store, new StageId(1, stage));
    state.putKey(StageKey.of(Map.of("seed", "17")));
    return state;
  }

  private void freeze(String name, Object value) {
    store.put("_state/round=001/scan/frozen/" + name + ".json", Json.write(value));
  }

  private static void wave(StageState state, String dataset, int wave) {
    assertThat(state.putManifest(new Manifest(dataset, wave, 1, dataset + "/1", List.of())))
        .isTrue();
  }

  private static void report(StageState state, Outcome outcome, String note, String error) {
    StageReport report =
        new StageReport(
            new Provenance(
                state.id().stage(),
                state.id().round(),
                "hash",
                List.of(),
                17,
                "1",
                new TreeMap<>(),
                new TreeMap<>(),
                ENDED.minusSeconds(60),
                ENDED,
                new TreeMap<>(),
                outcome),
            new TreeMap<>(),
            1,
            2,
            0,
            List.of(),
            note,
            error);
    state.putReport(new ReportJson().write(report).getBytes(UTF_8));
  }

  private void outcome(String json) {
    store.put("_state/round=001/outcome.json", json.getBytes(UTF_8));
  }

  private StageStatus stage(String name) {
    return read().rounds().get(0).stages().stream()
        .filter(stage -> stage.stage().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private RunStatus read(String... sets) {
    return new RunStatusReader(store, new SettingsLoader().load(List.of(sets)))
        .read("file:/run", "ads", Instant.now());
  }

  private RunStatus readAt(Instant now) {
    return new RunStatusReader(store, new SettingsLoader().load(List.of()))
        .read("file:/run", "ads", now);
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
