package org.penumbra.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.UserException;
import org.penumbra.jobs.corpus.CountingFileSystem;
import org.penumbra.jobs.corpus.FileShardOpener;
import org.penumbra.jobs.corpus.ReadSpec;
import org.penumbra.jobs.corpus.Shard;
import org.penumbra.jobs.corpus.ShardOpener;
import org.penumbra.jobs.corpus.ShardReader;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.Lease;
import org.penumbra.jobs.state.LeaseOwner;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.provenance.Outcome;
import org.penumbra.provenance.ReportJson;
import org.penumbra.provenance.StageReport;

/** A stage that is killed, called again, or called with other settings. */
@ExtendWith(LocalSpark.class)
class ScanResumeTest {

  private static final int SHARDS = 6;

  @TempDir private Path folder;

  private SparkSession spark;
  private TestRun run;
  private final CountJobs jobs = new CountJobs();

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
    spark.sparkContext().addSparkListener(jobs);
    // Each file is a shard, each pair of shards a wave.
    for (int file = 0; file < SHARDS; file++) {
      String[] lines = Texts.jsonLines(SHARDS * 4);
      String[] ofFile = Arrays.copyOfRange(lines, file * 4, file * 4 + 4);
      TestFiles.lines(folder.resolve("ads"), "ads-" + file + ".jsonl", ofFile);
    }
    run = run("run");
    Recording.OPENED.clear();
  }

  @AfterEach
  void close() {
    spark.sparkContext().removeSparkListener(jobs);
  }

  @Test
  void readsNoFinishedWaveAgainAndEndsAsIfItHadNeverBeenKilled() {
    TestRun undisturbed = run("undisturbed");
    undisturbed.scan();

    assertThatThrownBy(() -> run.scan(new Recording(3)))
        .hasStackTraceContaining("the disk of shard 3 is gone");
    StageReport failed = report();
    List<Manifest> before = run.manifests("scan");
    assertThat(before).extracting(Manifest::dataset).containsExactly("staged");
    assertThat(failed.provenance().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(failed.error()).contains("the disk of shard 3 is gone");

    Recording.OPENED.clear();
    StageResult result = run.scan(new Recording(-1));

    assertThat(Recording.OPENED).containsExactlyInAnyOrder(2, 3, 4, 5);
    assertThat(run.manifests("scan")).containsAll(before);
    assertThat(result.status()).isEqualTo(StageResult.Status.DONE);
    assertThat(result.count("rows_in")).isEqualTo(24);
    for (RunDataset dataset :
        List.of(RunDataset.ITEMS, RunDataset.SCORES, RunDataset.EMBEDDINGS, RunDataset.TALLIES)) {
      assertThat(run.rows(dataset, "scan", "*"))
          .as(dataset.folder())
          .isNotEmpty()
          .isEqualTo(undisturbed.rows(dataset, "scan", "*"));
    }
    StageReport report = report();
    assertThat(report.provenance().outcome()).isEqualTo(Outcome.DONE);
    assertThat(report.error()).isNull();
  }

  @Test
  void listsEachFolderOfTheCorpusOnceHoweverOftenItIsKilled() {
    CountingFileSystem.serve(spark.sparkContext().hadoopConfiguration());
    String ads = folder.resolve("ads").toString();
    TestRun counted =
        run("counted").with("corpus.uri", CountingFileSystem.address(folder.resolve("ads")));

    assertThatThrownBy(() -> counted.scan(new Recording(3)))
        .hasStackTraceContaining("the disk of shard 3 is gone");
    counted.scan(new Recording(-1));
    counted.scan();

    assertThat(CountingFileSystem.listed()).isEqualTo(Map.of(ads, 1));
  }

  @Test
  void saysThatItIsDoneAndAsksSparkForNothing() {
    StageResult first = run.scan();
    StageReport report = report();
    assertThat(report.sparkActions()).isBetween(10, 30);
    assertThat(report.counts()).containsEntry("kept", 24L).containsEntry("items", 24L);
    jobs.started.clear();

    StageResult second = run.scan();

    assertThat(second.status()).isEqualTo(StageResult.Status.DONE_BEFORE);
    assertThat(second.counts()).isEqualTo(first.counts());
    assertThat(second.note()).isEqualTo(first.note());
    assertThat(run.output()).endsWith("round 1  scan is done already" + System.lineSeparator());
    assertThat(jobs.started()).isEmpty();

    assertThatThrownBy(() -> run.with("seed", "18").with("pool.max-items", "10").scan())
        .isInstanceOf(UserException.class)
        .hasMessage(
            String.format(
                "Cannot run scan of round 1: it was done with other settings or inputs.%n"
                    + "  pool.max-items: 1000000 -> 10%n  seed: 17 -> 18%n"
                    + "Add --again to do it again, or start a new run with --set run.uri=…"));
    assertThat(jobs.started()).isEmpty();

    TestRun other = run.with("pool.max-items", "20");
    StageResult again = other.scanAgain();

    assertThat(again.status()).isEqualTo(StageResult.Status.DONE);
    assertThat(again.count("kept")).isLessThanOrEqualTo(20);
    assertThat(other.read(RunDataset.ITEMS, "scan").count()).isEqualTo(again.count("kept"));
    assertThat(spark.read().parquet(folder.resolve("run/items").toString()).count())
        .isEqualTo(again.count("kept"));
  }

  @Test
  void refusesFilesThatChangedSinceThePlanWasFrozen() {
    assertThatThrownBy(() -> run.scan(new Recording(3))).isNotNull();
    Path changed = TestFiles.lines(folder.resolve("ads"), "ads-4.jsonl", "{\"id\":\"x\"}");

    assertThatThrownBy(run::scan)
        .satisfies(
            thrown ->
                assertThat(UserException.within(thrown))
                    .isNotNull()
                    .hasMessageContaining(changed.toString()));
  }

  @Test
  void leavesTheReportToTheNewOwnerOnceTheLeaseIsLost() {
    assertThatThrownBy(
            () ->
                run.open(
                    RunContext.Repeat.REFUSE,
                    context -> {
                      ShardOpener opener = new FileShardOpener();
                      Lease.acquire(
                              context.store(),
                              new LeaseOwner("other", "elsewhere", 1, 1),
                              Duration.ofMinutes(1),
                              Duration.ofMillis(1))
                          .close();
                      return new ScanJob(context, 1, opener).run();
                    }))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("another has taken epoch 2");

    assertThat(folder.resolve("run/_state/round=001/scan/report.json")).doesNotExist();
    assertThat(folder.resolve("run/_state/round=001/scan/_SUCCESS")).doesNotExist();
  }

  @Test
  void leavesNoStagedDataBehindNorAnyOfAProcessKilledBeforeItCouldTidyUp() throws IOException {
    run.scan();
    assertThat(stagedFiles()).isEmpty();
    TestFiles.lines(
        folder.resolve("run/_state/round=001/scan/staged/scan-001-00001-e1"), "a.parquet");
    assertThat(stagedFiles()).hasSize(1);

    run.scan();

    assertThat(stagedFiles()).isEmpty();
  }

  private List<Path> stagedFiles() throws IOException {
    try (Stream<Path> state = Files.walk(folder.resolve("run/_state"))) {
      return state.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
  }

  private TestRun run(String name) {
    return new TestRun(
        spark,
        folder.resolve(name),
        Map.of(
            "corpus.uri", folder.resolve("ads").toString(),
            "corpus.id", "id",
            "corpus.wave-shards", "2"));
  }

  private StageReport report() {
    try {
      Path report = folder.resolve("run/_state/round=001/scan/report.json");
      return new ReportJson().read(Files.readString(report, UTF_8), StageReport.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Notes which shards a wave opens, and fails at one; the reference sample reads no further. */
  private record Recording(int failsAt) implements ShardOpener {

    /** Tasks of local mode run in this JVM. */
    static final Queue<Integer> OPENED = new ConcurrentLinkedQueue<>();

    @Override
    public ShardReader open(Configuration hadoop, Shard shard, ReadSpec spec) throws IOException {
      boolean wave =
          StackWalker.getInstance()
              .walk(frames -> frames.anyMatch(frame -> frame.getClassName().endsWith("ShardScan")));
      if (wave) {
        OPENED.add(shard.number());
        if (shard.number() == failsAt) {
          throw new IOException("the disk of shard " + failsAt + " is gone");
        }
      }
      return new FileShardOpener().open(hadoop, shard, spec);
    }
  }

  private final class CountJobs extends SparkListener {

    private final Queue<Integer> started = new ConcurrentLinkedQueue<>();

    @Override
    public void onJobStart(SparkListenerJobStart start) {
      started.add(start.jobId());
    }

    List<Integer> started() {
      try {
        spark.sparkContext().listenerBus().waitUntilEmpty();
      } catch (TimeoutException e) {
        throw new IllegalStateException(e);
      }
      return new ArrayList<>(started);
    }
  }
}
