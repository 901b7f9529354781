package org.penumbra.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.penumbra.jobs.corpus.FileShardOpener;
import org.penumbra.jobs.corpus.Shard;
import org.penumbra.jobs.scan.CorpusInput;
import org.penumbra.jobs.scan.PoolBounds;
import org.penumbra.jobs.scan.Scoring;
import org.penumbra.jobs.scan.ShardSource;
import org.penumbra.jobs.state.ForgetLog;
import org.penumbra.jobs.state.Forgotten;
import org.penumbra.jobs.state.Stores;
import org.penumbra.settings.CorpusSettings;
import org.penumbra.settings.Settings;
import org.penumbra.settings.SettingsLoader;
import org.penumbra.triage.Triage;
import org.penumbra.triage.TriageModel;
import org.penumbra.triage.TriageScorer;
import org.penumbra.triage.TriageTrainer;

/** The first tier of a scan over Parquet, beside Spark reading the same text column. */
final class TriageScanBenchmark implements Benchmark {

  private static final int ITEMS = 5_000_000;
  private static final int RUNS = 7;
  private static final int LESSONS = 4_000;
  private static final int FILES = 16;
  private static final double[] KEPT = {0.05, 0.4};

  @Override
  public String name() {
    return "triage-scan";
  }

  @Override
  public String title() {
    return "Triage of short texts from Parquet";
  }

  @Override
  public ResultTable run(BenchInput input) throws Exception {
    SparkSession spark =
        SparkSession.builder()
            .master("local[*]")
            .config("spark.ui.enabled", "false")
            .config("spark.local.dir", input.work().toString())
            .getOrCreate();
    try {
      String corpus = input.work().resolve("corpus").toString();
      List<String> lessons = corpus(spark, input, corpus);
      TriageModel model = model(lessons);
      double[] scores = scores(model, lessons);
      Dataset<Row> texts = spark.read().parquet(corpus);
      long rows = texts.count();
      ResultTable table =
          new ResultTable(
              "what triage keeps",
              "ids",
              "triage, rows/s",
              "Spark: sum(length(text)), rows/s",
              "ratio (median of " + RUNS + ")");
      for (String id : List.of("", "id")) {
        for (double kept : KEPT) {
          double cut = scores[(int) ((1 - kept) * scores.length)];
          ShardSource source = source(spark, input.work(), corpus, id);
          Scoring scoring = scoring(new Triage(model, cut, cut));
          Alternating timed =
              Alternating.time(
                  RUNS,
                  () -> triage(source, scoring),
                  () -> texts.selectExpr("sum(length(text))").collectAsList());
          table.row(
              String.format("%.0f %%", 100 * kept),
              id.isEmpty() ? "hashes of the texts" : "a column",
              String.format("%,.0f", rows / timed.oursSeconds()),
              String.format("%,.0f", rows / timed.baselineSeconds()),
              String.format("%.2f", timed.speed()));
        }
      }
      return table;
    } finally {
      spark.stop();
    }
  }

  /** Writes texts, each under several numbers, and returns some of them. */
  private static List<String> corpus(SparkSession spark, BenchInput input, String corpus) {
    Dataset<Row> texts =
        spark.read().json(input.requiredTexts().toString()).select("text").distinct().cache();
    long copies = Math.max(1, input.items().orElse(ITEMS) / texts.count());
    texts
        .crossJoin(spark.range(copies).toDF("copy"))
        .selectExpr("concat(md5(text), '-', copy) as id", "concat(text, ' ', copy) as text")
        .repartition(FILES)
        .write()
        .parquet(corpus);
    List<String> some =
        texts.orderBy("text").limit(LESSONS).collectAsList().stream()
            .map(row -> row.getString(0))
            .toList();
    texts.unpersist();
    return some;
  }

  /** A teacher that finds one text in five positive; what it means is of no matter here. */
  private static TriageModel model(List<String> lessons) {
    double[] targets = new double[lessons.size()];
    double[] weights = new double[lessons.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = lessons.get(i).contains("th") && lessons.get(i).length() % 2 == 0 ? 1 : 0;
      weights[i] = 1;
    }
    return TriageTrainer.STANDARD.train(lessons, targets, weights);
  }

  private static double[] scores(TriageModel model, List<String> texts) {
    TriageScorer scorer = model.scorer();
    return texts.stream().mapToDouble(scorer::score).sorted().toArray();
  }

  private static ShardSource source(SparkSession spark, Path work, String corpus, String id) {
    List<String> sets = new ArrayList<>(List.of("corpus.uri=" + corpus, "corpus.shard-size=32MiB"));
    if (!id.isEmpty()) {
      sets.add("corpus.id=" + id);
    }
    Settings settings = new SettingsLoader().load(sets);
    CorpusSettings wanted = settings.corpus();
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    CorpusInput files = new CorpusInput(wanted, hadoop);
    FileShardOpener opener = new FileShardOpener();
    List<Shard> shards = files.shards(files.files(), opener);
    Broadcast<Forgotten> nothing =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(ForgetLog.of(Stores.at(work.resolve("run").toString(), hadoop)));
    return new ShardSource(
        spark,
        opener,
        files.spec(),
        shards,
        shards.size(),
        wanted.shardSize().bytes(),
        settings.seed(),
        nothing);
  }

  /** What is kept goes no further: its vectors are the next tier's cost. */
  private static Scoring scoring(Triage triage) {
    return new Scoring(triage, null, null, Set.of(), new float[0][], 1, "pool");
  }

  private static void triage(ShardSource source, Scoring scoring) {
    source
        .frame(1, scoring, new PoolBounds(0, Double.NEGATIVE_INFINITY))
        .write()
        .format("noop")
        .mode("overwrite")
        .save();
  }
}
