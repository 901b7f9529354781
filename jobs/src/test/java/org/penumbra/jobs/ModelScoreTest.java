package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.StableHash;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.StageName;
import org.penumbra.score.WeightedAuc;
import org.penumbra.student.StudentModel;

/** Vectors that tell nothing of the label, and a model's scores that do. */
@ExtendWith(LocalSpark.class)
class ModelScoreTest {

  private static final int ITEMS = 300;

  @TempDir private Path folder;

  private SparkSession spark;

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
  }

  @Test
  void thePoolsStudentReadsAModelsScoreAndTheCorpussDoesNot() {
    TestRun run = run(ModelScoreTest::informed);
    StageResult trained = train(run);

    StageResult waiting = run.round(2);

    StudentModel student = run.call(context -> new Models(context.store()).student(1));
    StudentModel ofPool = run.call(context -> new Models(context.store()).ofPool(1));
    assertThat(student.readsScore()).isFalse();
    assertThat(ofPool.readsScore()).isTrue();
    assertThat(trained.note())
        .containsPattern(
            "; area under the ROC curve on the audit, out of fold: 0\\.\\d+, with the given score"
                + " (1\\.000|0\\.[89]\\d+)$");
    assertThat(ofPool.outOfFold().auc()).isGreaterThan(student.outOfFold().auc() + 0.2);
    List<Row> scores = run.read(RunDataset.SCORES, StageName.SCAN, 2).collectAsList();
    assertThat(scores)
        .hasSize(ITEMS)
        .allSatisfy(
            row -> assertThat(row.<String>getAs("scorer")).isEqualTo("pool-student-round=001"));
    assertThat(area(scores)).isGreaterThan(0.8);
    assertThat(share(scores, ofPool)).as("at the pool's cut").isCloseTo(0.3, within(0.15));
    assertThat(run.read(RunDataset.THRESHOLDS, StageName.CLUSTER, 2).collectAsList())
        .allSatisfy(
            row -> assertThat(row.<Double>getAs("cut")).isEqualTo(ofPool.threshold().cut()));
    assertThat(waiting.status()).isEqualTo(StageResult.Status.WAITING);
    assertThat(AdRun.batchIds(run, 2)).hasSize(90);

    run.with("student.score-input", "false")
        .open(RunContext.Repeat.AGAIN, context -> new TrainJob(context, 1).run());

    StudentModel left = run.call(context -> new Models(context.store()).ofPool(1));
    assertThat(left).isEqualTo(student);
  }

  @Test
  void fewShotScoresDoNotPassForTheModelsThatCameLater() {
    TestRun run = run(ModelScoreTest::informed);
    TestRun before = run.with("scorer.kind", "few-shot");
    before.round(1);
    AdRun.answer(before, folder, 1);
    before.call(context -> new IngestJob(context, 1).run());
    before.call(context -> new SplitJob(context, 1).run());

    run.call(context -> new TrainJob(context, 1).run());

    assertThat(run.output())
        .contains(
            "no student reads a model's scores: the pool was scored before scorer.kind was set to"
                + " given");
    StudentModel ofPool = run.call(context -> new Models(context.store()).ofPool(1));
    assertThat(ofPool.readsScore()).isFalse();
  }

  @Test
  void noStudentReadsAScoreThatTheAuditRefutes() {
    TestRun run = run(id -> -informed(id));

    train(run);
    run.call(context -> new ScanJob(context, 2).run());

    assertThat(run.output())
        .containsPattern(
            "no student reads the model's scores: by the audit's labels the area under their ROC"
                + " curve is 0\\.\\d\\d, at most 0\\.[0-5]\\d");
    assertThat(run.read(RunDataset.SCORES, StageName.SCAN, 2).collectAsList())
        .allSatisfy(row -> assertThat(row.<String>getAs("scorer")).isEqualTo("student-round=001"));
  }

  private StageResult train(TestRun run) {
    run.round(1);
    AdRun.answer(run, folder, 1);
    run.call(context -> new IngestJob(context, 1).run());
    run.call(context -> new SplitJob(context, 1).run());
    return run.call(context -> new TrainJob(context, 1).run());
  }

  private TestRun run(ToDoubleFunction<String> score) {
    List<Row> scores = new ArrayList<>();
    List<Row> vectors = new ArrayList<>();
    List<String> corpus = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      String id = "t%03d".formatted(i);
      scores.add(RowFactory.create(id, score.applyAsDouble(id)));
      double[] vector = new double[12];
      Arrays.setAll(vector, j -> StableHash.unit(j, "vector", id) - 0.5);
      vectors.add(RowFactory.create(id, vector));
      corpus.add("{\"id\":\"%s\",\"text\":\"text %s\"}".formatted(id, id));
      labels.add("{\"id\":\"%s\",\"label\":%d,\"borderline\":false}".formatted(id, label(id)));
    }
    TestFiles.lines(AdRun.corpus(folder), "texts.jsonl", corpus.toArray(String[]::new));
    TestFiles.lines(folder, "truth.jsonl", labels.toArray(String[]::new));
    Map<String, String> settings = AdRun.settings(folder);
    settings.put("scorer.kind", "given");
    settings.put("scorer.given", parquet("scores", "id STRING, score DOUBLE", scores));
    settings.put("embedder.kind", "given");
    settings.put("embedder.given", parquet("vectors", "id STRING, vector ARRAY<DOUBLE>", vectors));
    settings.put("scorer.prevalence", "0.3");
    settings.put("select.strategy", "random");
    settings.put("select.budget", "90");
    settings.put("label.raters", "2");
    return new TestRun(spark, folder.resolve("run"), settings);
  }

  private static int label(String id) {
    return StableHash.unit(2, "label", id) < 0.3 ? 1 : 0;
  }

  private static double informed(String id) {
    return label(id) + StableHash.unit(1, "score", id);
  }

  private static double area(List<Row> scores) {
    double[] ones = new double[scores.size()];
    Arrays.fill(ones, 1);
    return WeightedAuc.of(
            scores.stream().mapToDouble(row -> row.<Double>getAs("score")).toArray(),
            scores.stream().mapToInt(row -> label(row.getAs("id"))).toArray(),
            ones)
        .estimate();
  }

  private static double share(List<Row> scores, StudentModel student) {
    return scores.stream().filter(row -> student.label(row.<Double>getAs("score")) == 1).count()
        / (double) scores.size();
  }

  private String parquet(String name, String columns, List<Row> rows) {
    String uri = folder.resolve("given-" + name).toString();
    spark.createDataFrame(rows, StructType.fromDDL(columns)).write().parquet(uri);
    return uri;
  }
}
