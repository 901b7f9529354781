package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.StageName;

/** A whole round, and the student of it over a new corpus, on a server's vectors. */
@ExtendWith(LocalSpark.class)
class HttpLoopTest {

  @TempDir private Path folder;

  @Test
  void aStudentIsTrainedAndAppliedThoughTheServerRefusesSomeTexts(SparkSession spark) {
    AdRun.make(folder, AdRun.ADS);
    try (EmbeddingServer server = new EmbeddingServer()) {
      server.failWith(
          (texts, before) ->
              texts.stream().anyMatch(text -> text.contains("poison") || text.contains("Saturday"))
                  ? Optional.of(ChatServer.status(413))
                  : Optional.empty());
      TestRun run =
          AdRun.over(spark, folder, "run")
              .with("embedder.kind", "http")
              .with("embedder.model", "m")
              .with("embedder.http.base-url", server.url());
      run.round(1);
      AdRun.answer(run, folder, 1);
      run.round(1);
      Path corpus = folder.resolve("corpus");
      TestFiles.lines(
          corpus,
          "a.jsonl",
          "{\"id\":\"t1\",\"text\":\"One spoon a day and diabetes is history.\"}",
          "{\"id\":\"t2\",\"text\":\"Tyres changed while you wait.\"}",
          "{\"id\":\"t3\",\"text\":\"A poison text.\"}");

      StageResult applied =
          run.with("corpus.uri", corpus.toString()).call(context -> new ApplyJob(context, 1).run());

      assertThat(applied.note())
          .isEqualTo("3 rows of 1 files judged by student-round=001 (snapshot 1)");
      assertThat(
              run
                  .read(RunDataset.APPLIED, StageName.APPLY + "-0001")
                  .selectExpr("id", "score IS NULL", "reason")
                  .collectAsList()
                  .stream()
                  .map(row -> row.mkString(" "))
                  .sorted())
          .containsExactly("null true no vector", "t1 false null", "t2 false null");
    }
  }
}
