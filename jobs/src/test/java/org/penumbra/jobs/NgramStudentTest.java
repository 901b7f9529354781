package org.penumbra.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.StableHash;
import org.penumbra.UserException;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.embed.TextVectors;
import org.penumbra.jobs.evaluate.Figure;
import org.penumbra.jobs.evaluate.Measured;
import org.penumbra.jobs.spark.EncoderSpec;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;
import org.penumbra.score.WeightedPercentiles;
import org.penumbra.student.StudentModel;

/**
 * A corpus of which the encoder reads the first few words only, and a word at the end tells
 * positives: what a student knows of them, it has from its n-gram half.
 */
@ExtendWith(LocalSpark.class)
class NgramStudentTest {

  private static final List<String> WORDS =
      List.of(
          "river", "candle", "lorry", "pepper", "violin", "harbour", "blanket", "engine", "tulip",
          "ladder", "saddle", "museum", "anchor", "barley", "copper", "dentist", "elbow", "ferry",
          "granite", "hockey", "island", "jacket", "kettle", "lemon", "mirror", "needle", "orchid");
  private static final int ITEMS = 300;

  @TempDir private static Path folder;

  private static SortedMap<String, Integer> truth;
  private static TestRun answered;
  private static TestRun run;

  private SparkSession spark;

  @BeforeAll
  static void oneRound(SparkSession spark) {
    truth = new TreeMap<>();
    List<String> corpus = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      String id = "t%03d".formatted(i);
      truth.put(id, label(id));
      corpus.add("{\"id\":\"%s\",\"text\":\"%s\"}".formatted(id, text(id)));
      labels.add("{\"id\":\"%s\",\"label\":%d,\"borderline\":false}".formatted(id, label(id)));
    }
    TestFiles.lines(AdRun.corpus(folder), "texts.jsonl", corpus.toArray(String[]::new));
    TestFiles.lines(folder, "truth.jsonl", labels.toArray(String[]::new));
    answered = new TestRun(spark, folder.resolve("answered"), settings());
    holdout(answered, spark);
    answered.round(1);
    AdRun.answer(answered, folder, 1);
    run = AdRun.copy(answered, folder.resolve("run"));
    run.round(1);
    run.call(context -> new ScanJob(context, 2).run());
  }

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
  }

  @Test
  void findsInTheNextScanWhatAWordTells() {
    assertThat(auc(scanned(run))).isGreaterThan(0.95);
  }

  @Test
  void scoresByTheModelFileAloneInScanAndApplyAlike() {
    StageResult applied = run.call(context -> new ApplyJob(context, 1).run());

    SortedMap<String, Double> byApply = new TreeMap<>();
    rows(run, RunDataset.APPLIED, "apply-0001", 1)
        .forEach(row -> byApply.put(row.getAs("id"), row.getAs("score")));
    assertThat(applied.note()).startsWith("300 rows of 1 files judged by student-round=001");
    assertThat(byApply).isEqualTo(scanned(run));
  }

  @Test
  void measuresOnAHoldoutThatHasTexts() {
    assertThat(holdoutKappa(run)).isGreaterThan(0.8);
  }

  @Test
  void trainsAndScoresAlikeWhateverThePartitions() {
    SparkSession other = spark.newSession();
    other.conf().set("spark.sql.shuffle.partitions", 5);
    other.conf().set("spark.sql.adaptive.enabled", false);
    other.conf().set("spark.sql.files.maxPartitionBytes", 4096L);
    other.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
    TestRun again = AdRun.copy(answered, folder.resolve("partitions")).in(other);

    again.round(1);
    again.call(context -> new ScanJob(context, 2).run());

    for (String file : List.of("student.json", "held-out.json", "cross-fitted.json")) {
      assertThat(model(again, file)).as(file).isEqualTo(model(run, file));
    }
    assertThat(scanned(again)).isEqualTo(scanned(run));
  }

  @Test
  void knowsNothingOfItWithoutTheNgramHalf() {
    TestRun alone =
        AdRun.copy(answered, folder.resolve("alone"))
            .with("student.ngram-weight", "0")
            .with("evaluate.given-holdout", folder.resolve("vectors.parquet").toString());

    alone.round(1);
    alone.call(context -> new ScanJob(context, 2).run());

    StudentModel student = alone.call(context -> new Models(context.store()).student(1));
    assertThat(student.readsTexts()).isFalse();
    assertThat(auc(scanned(alone))).isLessThan(0.7);
    assertThat(holdoutKappa(alone)).as("on vectors alone").isLessThan(0.4);
  }

  @Test
  void refusesAHoldoutWithoutTexts() {
    String vectors = folder.resolve("vectors.parquet").toString();
    TestRun without =
        AdRun.copy(answered, folder.resolve("without")).with("evaluate.given-holdout", vectors);

    assertThatThrownBy(() -> without.round(1))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot use evaluate.given-holdout (%s): the student reads character n-grams beside"
                + " vectors, and the row h000 has no text. Add a column text, or train with"
                + " student.ngram-weight = 0.",
            vectors);
  }

  @Test
  void readsTextsBesideGivenScoresAndVectors() {
    List<Row> scores = new ArrayList<>();
    List<Row> vectors = new ArrayList<>();
    for (String id : truth.keySet()) {
      scores.add(RowFactory.create(id, StableHash.unit(1, "score", id)));
      double[] vector = new double[12];
      Arrays.setAll(vector, j -> StableHash.unit(j, "vector", id) - 0.5);
      vectors.add(RowFactory.create(id, vector));
    }
    String scoresUri = parquet("scores", "id STRING, score DOUBLE", scores);
    String vectorsUri = parquet("vectors", "id STRING, vector ARRAY<DOUBLE>", vectors);
    Map<String, String> settings = settings();
    settings.put("scorer.kind", "given");
    settings.put("scorer.given", scoresUri);
    settings.put("embedder.kind", "given");
    settings.put("embedder.given", vectorsUri);
    settings.remove("evaluate.given-holdout");
    TestRun given = new TestRun(spark, folder.resolve("given"), settings);

    given.round(1);
    AdRun.answer(given, folder, 1);
    given.round(1);
    given.call(context -> new ScanJob(context, 2).run());

    assertThat(auc(scanned(given))).isGreaterThan(0.95);
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = AdRun.settings(folder);
    settings.put("embedder.max-tokens", "8");
    settings.put("embedder.max-windows", "1");
    settings.put("scorer.prevalence", "0.3");
    settings.put("select.strategy", "random");
    settings.put("select.budget", "90");
    settings.put("label.raters", "2");
    settings.put("student.ngram-weight", "4");
    settings.put("evaluate.given-holdout", folder.resolve("holdout.parquet").toString());
    return settings;
  }

  private static void holdout(TestRun run, SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String id = "h%03d".formatted(i);
      rows.add(RowFactory.create(id, text(id), label(id)));
    }
    Dataset<Row> items =
        spark.createDataFrame(rows, StructType.fromDDL("id STRING, text STRING, label INT"));
    EncoderSpec encoder = run.call(context -> EncoderSpec.of(context.settings().embedder()));
    Dataset<Row> holdout = TextVectors.of(items, encoder).drop("windows").join(items, "id");
    holdout.write().parquet(folder.resolve("holdout.parquet").toString());
    holdout.drop("text").write().parquet(folder.resolve("vectors.parquet").toString());
  }

  private static int label(String id) {
    return StableHash.unit(2, "label", id) < 0.3 ? 1 : 0;
  }

  private static String text(String id) {
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < 8; n++) {
      text.append(WORDS.get((int) (StableHash.unit(n, "word", id) * WORDS.size()))).append(' ');
    }
    return text + (label(id) == 1 ? "with Xylocure" : "with nothing");
  }

  private static SortedMap<String, Double> scanned(TestRun of) {
    SortedMap<String, Double> scores = new TreeMap<>();
    of.read(RunDataset.SCORES, StageName.SCAN, 2)
        .collectAsList()
        .forEach(row -> scores.put(row.getAs("id"), row.getAs("score")));
    assertThat(scores).hasSize(ITEMS);
    return scores;
  }

  private static double auc(SortedMap<String, Double> scores) {
    double[] negatives = of(scores, 0);
    double[] ones = new double[negatives.length];
    Arrays.fill(ones, 1);
    WeightedPercentiles among = new WeightedPercentiles(negatives, ones);
    return Arrays.stream(of(scores, 1)).map(among::of).average().orElseThrow();
  }

  private static double[] of(SortedMap<String, Double> scores, int label) {
    return scores.entrySet().stream()
        .filter(item -> truth.get(item.getKey()) == label)
        .mapToDouble(Map.Entry::getValue)
        .toArray();
  }

  private static double holdoutKappa(TestRun of) {
    return of.read(RunDataset.METRICS, StageName.EVALUATE, 1).collectAsList().stream()
        .map(Figure::of)
        .filter(figure -> figure.population().equals(Measured.HOLDOUT))
        .filter(figure -> figure.metric().equals(Measured.CONSENSUS_KAPPA))
        .filter(figure -> figure.interval().equals(Figure.TWO_SIDED))
        .mapToDouble(figure -> figure.value().estimate())
        .findFirst()
        .orElseThrow();
  }

  private static String model(TestRun of, String file) {
    return AdRun.text(of.folder().resolve("models/round=001").resolve(file));
  }

  private static List<Row> rows(TestRun of, RunDataset dataset, String stage, int round) {
    return of.call(
        (RunContext context) ->
            context
                .data()
                .read(
                    dataset,
                    new StageState(context.store(), new StageId(round, stage))
                        .manifests(dataset.folder()))
                .collectAsList());
  }

  private String parquet(String name, String columns, List<Row> rows) {
    String uri = folder.resolve("given-" + name).toString();
    spark.createDataFrame(rows, StructType.fromDDL(columns)).write().parquet(uri);
    return uri;
  }
}
