package org.penumbra.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.StableHash;
import org.penumbra.UserException;
import org.penumbra.jobs.corpus.CorpusRow;
import org.penumbra.jobs.corpus.FileShardOpener;
import org.penumbra.jobs.corpus.ShardOpener;
import org.penumbra.jobs.corpus.ShardReader;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;

/** What a scan makes of small corpora of every format. */
@ExtendWith(LocalSpark.class)
class ScanFormatsTest {

  private static final String SYRUP = "This syrup cures arthritis overnight.";
  private static final String BACON = "Bacon from a small farm, delivered chilled.";
  private static final String DRIVE = "Test drive the new van this weekend.";

  @TempDir private Path folder;

  private SparkSession spark;

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
  }

  @Test
  void makesItemsScoresRejectsAndTalliesOfJsonLines() {
    ByteArrayOutputStream corpus = new ByteArrayOutputStream();
    corpus.writeBytes(
        line("{\"id\":\"a\",\"text\":\"" + SYRUP + "\",\"who\":\"g1\",\"lang\":\"en\"}"));
    corpus.writeBytes(line("{\"id\":\"b\",\"text\":\"" + BACON + "\"}"));
    corpus.writeBytes(line("{\"id\":\"a\",\"text\":\"" + SYRUP + "\",\"who\":\"g2\"}"));
    corpus.writeBytes(line("{\"id\":\"b\",\"text\":\"" + DRIVE + "\"}"));
    corpus.writeBytes(line("{\"id\":\"c\",\"text\":\"\"}"));
    corpus.writeBytes(line("not json"));
    corpus.writeBytes(line("{\"id\":\"d\",\"text\":\"" + "x".repeat(300) + "\"}"));
    corpus.writeBytes("{\"id\":\"e\",\"text\":\"".getBytes(UTF_8));
    corpus.write(0xff);
    corpus.writeBytes(line("\"}"));
    corpus.writeBytes(
        line("{\"id\":\"f\",\"text\":\"" + TestRun.POLICY.positiveExamples().get(0) + "\"}"));
    String source = "file:" + TestFiles.bytes(folder, "ads.jsonl", corpus.toByteArray());
    TestRun run =
        run(
            "ads.jsonl",
            Map.of(
                "corpus.id", "id",
                "corpus.group", "who",
                "corpus.language", "lang",
                "corpus.max-text-size", "200B"));

    StageResult result = run.scan();

    assertThat(run.rows(RunDataset.ITEMS, "scan", "id", "text", "source", "occurrences"))
        .containsExactly("a|" + SYRUP + "|" + source + "|2", "b|" + BACON + "|" + source + "|1");
    assertThat(
            run.rows(
                RunDataset.ITEMS,
                "scan",
                "id",
                "position",
                "`group`",
                "language",
                "truncated",
                "pool_probability"))
        .containsExactly("a|0|g1|en|false|1.0", "b|81|null|null|false|1.0");
    assertThat(run.rows(RunDataset.SCORES, "scan", "id", "policy_id", "scorer", "doubt"))
        .containsExactly("a|health-claims|few-shot|null", "b|health-claims|few-shot|null");
    assertThat(run.rows(RunDataset.REJECTS, "scan", "reason", "rows", "left(sample, 10)"))
        .containsExactly(
            "example of the policy|1|Two spoons",
            "no text|1|{\"id\":\"c\",",
            "not JSON|1|not json",
            "not UTF-8|1|{\"id\":\"e\",",
            "same id, other text|1|Test drive",
            "text too large|1|{\"id\":\"d\",");
    assertThat(
            run.rows(
                RunDataset.TALLIES,
                "scan",
                "shard",
                "source",
                "rows_in",
                "staged",
                "dropped",
                "rejected",
                "aggregate(counts, 0L, (a, b) -> a + b)"))
        .containsExactly("0|" + source + "|9|4|0|5|4");
    assertThat(result.counts())
        .containsEntry("rows_in", 9L)
        .containsEntry("kept", 2L)
        .containsEntry("collapsed", 1L)
        .containsEntry("dropped", 0L)
        .containsEntry("rejected", 6L);
    assertThat(result.note())
        .isEqualTo("9 rows: 2 items in the pool, 1 collapsed, 0 dropped, 6 rejected");
  }

  @Test
  void scoresWhatResemblesTheExamplesHigher() {
    lines("ads.jsonl", json("a", SYRUP), json("b", BACON), json("c", DRIVE));
    TestRun run = run("ads.jsonl", Map.of("corpus.id", "id"));

    run.scan();

    assertThat(run.read(RunDataset.SCORES, "scan").orderBy("score").select("id").collectAsList())
        .last()
        .isEqualTo(RowFactory.create("a"));
    List<Row> vectors = run.read(RunDataset.EMBEDDINGS, "scan").collectAsList();
    assertThat(vectors).hasSize(3);
    assertThat(vectors).allMatch(row -> row.getSeq(1).length() == 384);
  }

  @Test
  void makesTheSameItemsOfEveryFormat() {
    lines("a.jsonl.gz", json("a", SYRUP), json("b", BACON));
    lines("a.csv", "id,text", "a," + SYRUP, "b,\"" + BACON + "\"");
    frame(row("a", SYRUP), row("b", BACON)).write().parquet(folder + "/a.parquet");

    for (String name : List.of("a.jsonl.gz", "a.csv", "a.parquet/*.parquet")) {
      TestRun run = run(name, Map.of("corpus.id", "id"));
      run.scan();
      assertThat(run.rows(RunDataset.ITEMS, "scan", "id", "text", "occurrences"))
          .as(name)
          .containsExactly("a|" + SYRUP + "|1", "b|" + BACON + "|1");
    }
  }

  @Test
  void namesItemsByTheHashOfTheirTextWhereNoIdIsNamed() {
    lines("ads.txt", SYRUP, BACON, "", SYRUP, SYRUP);
    TestRun run = run("ads.txt", Map.of());

    run.scan();

    assertThat(run.rows(RunDataset.ITEMS, "scan", "id", "text", "occurrences"))
        .containsExactlyInAnyOrder(
            StableHash.id128(SYRUP) + "|" + SYRUP + "|3",
            StableHash.id128(BACON) + "|" + BACON + "|1");
    assertThat(run.rows(RunDataset.REJECTS, "scan", "position", "reason"))
        .containsExactly((SYRUP.length() + BACON.length() + 2) + "|no text");
  }

  @Test
  void holdsTheRowsOfATableToTheRulesForFiles() {
    frame(
            row("a", SYRUP, "g2"),
            row("a", SYRUP, "g1"),
            row("b", BACON, " "),
            row("b", DRIVE, null),
            row(null, "A text without an id.", null),
            row(" ", "A text with a blank id.", null),
            row("c", null, null),
            row("d", "  ", null),
            row("e", "x".repeat(101), null),
            row("f", "not asked for", "skip"))
        .repartition(3)
        .createOrReplaceTempView("ads_table");
    TestRun run =
        run(
            null,
            Map.of(
                "corpus.table", "ads_table",
                "corpus.where", "who is null or who <> 'skip'",
                "corpus.id", "id",
                "corpus.group", "who",
                "corpus.max-text-size", "100B"));

    StageResult result = run.scan();

    assertThat(run.rows(RunDataset.ITEMS, "scan", "id", "text", "`group`", "source", "occurrences"))
        .containsExactly("a|" + SYRUP + "|g1|ads_table|2", "b|" + BACON + "|null|ads_table|1");
    assertThat(run.rows(RunDataset.REJECTS, "scan", "reason", "position", "sample"))
        .containsExactly(
            "no id|-1|A text with a blank id.",
            "no id|-1|A text without an id.",
            "no text|-1|c",
            "no text|-1|d",
            "same id, other text|-1|" + DRIVE,
            "text too large|-1|" + "x".repeat(101));
    assertThat(result.count("rows_in")).isEqualTo(9);
  }

  @Test
  void keepsTwoHundredCharactersOfARejectAtMost() {
    String example = TestRun.POLICY.positiveExamples().get(0);
    lines("ads.jsonl", json("a", SYRUP), json("b", (example + " ").repeat(8).strip()));
    TestRun run = run("ads.jsonl", Map.of("corpus.id", "id", "pair.near-duplicate", "0.5"));

    run.scan();

    assertThat(run.rows(RunDataset.REJECTS, "scan", "reason", "length(sample)"))
        .contains("example of the policy|200");
  }

  @Test
  void endsWithAnEmptyPoolWhereEveryRowIsAReject() {
    lines("ads.jsonl", "not json", "not json either");
    TestRun run = run("ads.jsonl", Map.of());

    StageResult result = run.scan();

    assertThat(result.counts()).containsEntry("rows_in", 2L).containsEntry("rejected", 2L);
    assertThat(run.read(RunDataset.ITEMS, "scan").count()).isZero();
  }

  @Test
  void refusesAFileWithoutTheNamedColumnBeforeAnyTaskStartsAndTakesTheRightOneThen() {
    Path file = TestFiles.lines(folder, "ads.csv", "id,body", "a," + SYRUP, "b," + DRIVE);
    TestRun run = run("ads.csv", Map.of("corpus.id", "id"));

    assertThatThrownBy(run::scan)
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot read file:%s: it has no column text. Its columns are: id, body. Set corpus.text"
                + " to one of them.",
            file);
    assertThat(run.with("corpus.text", "body").scan().count("kept")).isEqualTo(2);
  }

  @Test
  void refusesATableWithoutTheNamedColumn() {
    frame(row("a", SYRUP)).createOrReplaceTempView("narrow_table");

    assertThatThrownBy(
            () -> run(null, Map.of("corpus.table", "narrow_table", "corpus.text", "body")).scan())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("narrow_table")
        .hasMessageContaining("corpus.text")
        .hasMessageContaining("body")
        .hasMessageContaining("id, text");
  }

  @Test
  void refusesATableOrAConditionThatSparkCannotRead() {
    frame(row("a", SYRUP)).createOrReplaceTempView("some_table");

    for (Map<String, String> settings :
        List.of(
            Map.of("corpus.table", "no_such_table"),
            Map.of("corpus.table", "some_table", "corpus.where", "no_such_column = 1"))) {
      assertThatThrownBy(() -> run(null, settings).scan())
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith(
              "Cannot read the corpus " + settings.get("corpus.table") + ": Spark says \"[")
          .hasMessageContaining("no_such_")
          .hasMessageEndingWith(
              "\". Check corpus.table, corpus.format, corpus.uri and corpus.where.");
    }
  }

  @Test
  void failsWhenAReaderDropsARow() {
    lines("ads.jsonl", json("a", SYRUP), json("b", BACON), json("c", DRIVE));
    TestRun run = run("ads.jsonl", Map.of("corpus.id", "id"));
    ShardOpener dropping =
        (hadoop, shard, spec) -> new Dropping(new FileShardOpener().open(hadoop, shard, spec));

    assertThatThrownBy(() -> run.scan(dropping))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Rows do not balance: 3 were read, 2 are accounted for ({collapsed=0, dropped=0,"
                + " kept=2, rejected=0, rows_in=3}). The stage is not done; please report this.");

    assertThat(run.folder().resolve("_state/round=001/scan/_SUCCESS")).doesNotExist();
    assertThatThrownBy(run::embed)
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot run embed of round 1: scan of round 1 is not done. Run it first, or run the"
                + " whole round: ./submit.sh round --round 1");
  }

  private TestRun run(String corpus, Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>(settings);
    if (corpus != null) {
      all.put("corpus.uri", folder.resolve(corpus).toString());
    }
    Path runs = folder.resolve("run-" + StableHash.id128(all.toString()));
    return new TestRun(spark, runs, all);
  }

  private void lines(String name, String... lines) {
    TestFiles.lines(folder, name, lines);
  }

  private Dataset<Row> frame(Row... rows) {
    String columns =
        rows[0].length() == 2 ? "id STRING, text STRING" : "id STRING, text STRING, who STRING";
    return spark.createDataFrame(List.of(rows), StructType.fromDDL(columns));
  }

  private static Row row(Object... cells) {
    return RowFactory.create(cells);
  }

  private static String json(String id, String text) {
    return "{\"id\":\"" + id + "\",\"text\":\"" + text + "\"}";
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(UTF_8);
  }

  /** Loses the first row of a shard without a word. */
  private record Dropping(ShardReader reader) implements ShardReader {

    Dropping {
      if (reader.hasNext()) {
        reader.next();
      }
    }

    @Override
    public boolean hasNext() {
      return reader.hasNext();
    }

    @Override
    public CorpusRow next() {
      return reader.next();
    }

    @Override
    public long rowsSeen() {
      return reader.rowsSeen();
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
