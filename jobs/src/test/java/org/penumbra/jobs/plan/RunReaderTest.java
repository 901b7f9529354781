package org.penumbra.jobs.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.UserException;
import org.penumbra.jobs.state.DataFile;
import org.penumbra.jobs.state.LocalStore;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageState;
import org.penumbra.plan.MeasuredRun;
import org.penumbra.plan.Rounds;
import org.penumbra.provenance.Outcome;
import org.penumbra.provenance.Provenance;
import org.penumbra.provenance.ReportJson;
import org.penumbra.provenance.StageReport;

class RunReaderTest {

  private static final Instant STARTED = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir private Path folder;

  private final RunReader reader = new RunReader(new Configuration());

  @Test
  void readsWhatEachStageTookAndEachRoundWrote() {
    StageState scan = state(1, "scan");
    wave(scan, "staged", "_state/round=001/scan/staged/1", 500);
    wave(scan, "embeddings", "embeddings/1", 7);
    done(scan, 0, 2500);
    StageState embed = state(1, "embed");
    wave(embed, "embeddings", "embeddings/2", 100);
    done(embed, 10, 1000);
    StageState unfinished = state(2, "scan");
    wave(unfinished, "scores", "scores/1", 9);

    MeasuredRun run = reader.read(folder.toString());

    assertThat(run.corpusItems()).isEqualTo(30);
    assertThat(run.poolItems()).isEqualTo(20);
    assertThat(run.stages())
        .containsExactly(
            new MeasuredRun.Stage("scan", Rounds.FIRST, 2.5, 2, 1024),
            new MeasuredRun.Stage("embed", Rounds.FIRST, 1, 2, 1024));
    assertThat(run.datasets())
        .containsExactlyInAnyOrder(
            new MeasuredRun.Dataset("staged", Rounds.FIRST, 500, true),
            new MeasuredRun.Dataset("embeddings", Rounds.FIRST, 107, false));
  }

  @Test
  void refusesARunWhoseScanIsNotDone() {
    assertThatThrownBy(() -> reader.read(folder.toString()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot plan from "
                + folder
                + ": no run lies there whose first scan is done. Name the address of one.");
  }

  private StageState state(int round, String stage) {
    return new StageState(new LocalStore(folder), new StageId(round, stage));
  }

  private static void wave(StageState state, String dataset, String place, long bytes) {
    assertThat(
            state.putManifest(
                new Manifest(dataset, 1, 1, place, List.of(new DataFile(place + "/a", 1, bytes)))))
        .isTrue();
  }

  private static void done(StageState state, int startedAfter, long millis) {
    Instant started = STARTED.plusSeconds(startedAfter);
    Provenance provenance =
        new Provenance(
            state.id().stage(),
            state.id().round(),
            "hash",
            List.of(),
            17,
            "1",
            new TreeMap<>(),
            new TreeMap<>(),
            started,
            started.plusMillis(millis),
            new TreeMap<>(),
            Outcome.DONE);
    TreeMap<String, Long> counts = new TreeMap<>(Map.of("rows_in", 30L, "kept", 20L));
    StageReport report = new StageReport(provenance, counts, 1, 2, 1024, List.of(), "", null);
    state.putReport(new ReportJson().write(report).getBytes(UTF_8));
    state.putSuccess("hash");
  }
}
