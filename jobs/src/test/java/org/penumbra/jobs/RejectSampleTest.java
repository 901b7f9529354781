package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.state.StageName;

/** What the rejects of a scan still show of a row. */
@ExtendWith(LocalSpark.class)
class RejectSampleTest {

  @TempDir private Path folder;

  private List<String> samples(SparkSession spark, Map<String, String> settings) {
    TestFiles.lines(
        folder,
        "ads.jsonl",
        "{\"id\":\"a\",\"text\":\"Bacon from a small farm.\"}",
        "call 0123456789, $1 and \\ a day",
        "{\"id\":\"a\",\"text\":\"Call 9876543210 for a van.\"}");
    TestRun run = new TestRun(spark, folder.resolve("run" + settings.size()), Map.of());
    run = run.with("corpus.uri", folder.resolve("ads.jsonl").toString()).with("corpus.id", "id");
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      run = run.with(setting.getKey(), setting.getValue());
    }
    run.scan();
    return run.rows(RunDataset.REJECTS, StageName.SCAN, "sample");
  }

  @Test
  void isRedactedByPattern(SparkSession spark) {
    Map<String, String> settings =
        Map.of("redact.patterns", "[\"[0-9]{6,}\"]", "redact.replacement", "$1\\");

    assertThat(samples(spark, settings))
        .containsExactly("Call $1\\ for a van.", "call $1\\, $1 and \\ a day");
  }

  @Test
  void isNotKeptWhereACommandWouldHaveToReadIt(SparkSession spark) {
    assertThat(samples(spark, Map.of("redact.command", "cat"))).containsExactly("null", "null");
  }
}
