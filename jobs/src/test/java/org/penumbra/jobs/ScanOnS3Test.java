package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.LocalS3;
import org.penumbra.jobs.state.S3Server;
import org.penumbra.jobs.state.ShakyS3;
import org.penumbra.jobs.state.StageName;

/** A run and its corpus in a bucket, whose server is shaky, beside the same run on a local disk. */
@ExtendWith({LocalSpark.class, LocalS3.class, FinishedLoop.class})
class ScanOnS3Test {

  private static final String BUCKET = "s3a://" + S3Server.BUCKET;

  private ShakyS3 shaky;
  private Configuration hadoop;

  @BeforeEach
  void stand(S3Server server, SparkSession spark) {
    shaky = new ShakyS3(server);
    hadoop = spark.sparkContext().hadoopConfiguration();
    shaky.configure(hadoop);
  }

  @AfterEach
  void fall() throws IOException {
    FileSystem.get(new Path(BUCKET).toUri(), hadoop).close();
    shaky.close();
  }

  @Test
  void aKilledAndResumedScanEndsLikeTheOneOnALocalDisk(SparkSession spark, FinishedLoop.Rounds loop)
      throws IOException {
    Path ads = new Path(BUCKET + "/ads/ads.jsonl");
    try (OutputStream out = ads.getFileSystem(hadoop).create(ads)) {
      Files.copy(AdRun.corpus(loop.folder).resolve("ads-0.jsonl"), out);
    }
    Map<String, String> settings = new TreeMap<>(AdRun.settings(loop.folder));
    settings.put("corpus.uri", ads.toString());
    settings.put("run.uri", BUCKET + "/run");
    TestRun run = new TestRun(spark, loop.folder.resolve("on-s3"), settings);
    String part = "manifests/scores";
    assertThatThrownBy(() -> run.call(context -> new ScanJob(killed(context, part), 1).run()))
        .hasMessageContaining("killed at " + part);

    run.scan();

    assertThat(run.output()).doesNotContain("conditional put");
    assertThat(run.rows(RunDataset.ITEMS, StageName.SCAN, "id", "text"))
        .hasSizeGreaterThan(AdRun.ADS / 2)
        .isEqualTo(loop.run.rows(RunDataset.ITEMS, StageName.SCAN, "id", "text"));
    assertThat(run.rows(RunDataset.SCORES, StageName.SCAN, "*"))
        .isEqualTo(loop.run.rows(RunDataset.SCORES, StageName.SCAN, "*"));
    assertThat(shaky.faults()).isPositive();
  }

  private static RunContext killed(RunContext context, String part) {
    return FailingStore.with(
        context, FailingStore.at(context.store(), part, 1, "killed at " + part));
  }
}
