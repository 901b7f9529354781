package org.penumbra.jobs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.penumbra.StableHash;
import org.penumbra.UserException;
import org.penumbra.jobs.data.IdList;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.jobs.state.DataFile;
import org.penumbra.jobs.state.ForgetLog;
import org.penumbra.jobs.state.Forgetting;
import org.penumbra.jobs.state.Json;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;
import org.penumbra.settings.Settings;
import org.penumbra.settings.SettingsLoader;

/** Items vanish from a run of two rounds, the rest of it stays as it was, and the loop goes on. */
@ExtendWith({LocalSpark.class, FinishedLoop.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgetJobTest {

  private static final String UNKNOWN = "ad-nobody";

  @TempDir private Path folder;

  private FinishedLoop.Rounds loop;
  private TestRun run;
  private String asked;
  private String askedLater;
  private String paired;

  /** What a call that nothing disturbed leaves; made once. */
  private SortedMap<String, List<String>> undisturbed;

  @BeforeEach
  void copy(FinishedLoop.Rounds finished) {
    loop = finished;
    run = AdRun.copy(loop.run, folder.resolve("run"));
    asked = groupsName();
    askedLater = AdRun.batchIds(run, 2).get(0);
    TreeSet<String> batched = new TreeSet<>(AdRun.batchIds(run, 1));
    batched.addAll(AdRun.batchIds(run, 2));
    paired =
        run.read(RunDataset.PAIRS, StageName.PAIR).collectAsList().stream()
            .map(row -> row.<String>getAs("negative_id"))
            .filter(id -> !batched.contains(id))
            .sorted()
            .findFirst()
            .orElseThrow();
  }

  @Test
  void leavesNoByteOfAnItemAnywhereInTheRun() {
    List<String> texts = texts(asked, askedLater, paired);
    for (String id : List.of(asked, askedLater, paired)) {
      assertThat(filesThatHold(id)).as("before").isNotEmpty();
    }
    String leftover = "." + UUID.randomUUID() + ".part";
    TestFiles.lines(run.folder().resolve("exports/round=001"), leftover, askedLater + ",text");

    Forgetting record = forget(asked, askedLater, paired, UNKNOWN);

    assertThat(record.items()).hasSize(4);
    for (String id : List.of(asked, askedLater, paired, UNKNOWN)) {
      assertThat(filesThatHold(id)).isEmpty();
    }
    texts.forEach(text -> assertThat(filesThatHold(text)).isEmpty());
  }

  @Test
  void leavesEveryOtherRowAsItWasAndWhereItWas() {
    SortedMap<String, List<String>> before = rows(run);

    Forgetting record = forget(asked, paired);

    String group = run.<String>call(context -> ForgetLog.of(context.store()).standIn(asked));
    assertThat(group).matches("forgotten-[0-9a-f]{16}");
    SortedMap<String, List<String>> after = rows(run);
    assertThat(after.keySet()).isEqualTo(before.keySet());
    SortedMap<String, Long> removed = new TreeMap<>();
    before.forEach(
        (wave, rows) -> {
          List<String> left =
              rows.stream()
                  .filter(row -> !names(row, asked) && !names(row, paired))
                  .map(ForgetJobTest::withoutSample)
                  .map(row -> row.replace("group_id: " + asked + "\n", "group_id: " + group + "\n"))
                  .toList();
          assertThat(after.get(wave)).as(wave).isEqualTo(left);
          removed.merge(
              wave.substring(0, wave.indexOf(" ")), (long) rows.size() - left.size(), Long::sum);
        });
    removed.values().removeIf(rows -> rows == 0);
    assertThat(removed)
        .containsKeys("items", "scores", "embeddings", "clusters", "pairs", "batch", "labels")
        .isEqualTo(
            record.removed().entrySet().stream()
                .filter(rows -> !List.of("inbox", "cross-fitted").contains(rows.getKey()))
                .collect(
                    TreeMap::new,
                    (map, rows) -> map.put(rows.getKey(), rows.getValue()),
                    Map::putAll));
  }

  @Test
  void recordsWhatWasRemovedAndNotFromWhom() {
    TestFiles.lines(run.folder().resolve("inbox/round=001/old"), "torn.parquet", "PAR1");

    Forgetting record = forget(asked, UNKNOWN);

    String json = AdRun.text(run.folder().resolve("_state/forgotten/000001.json"));
    assertThat(Json.read(json.getBytes(UTF_8), Forgetting.class)).isEqualTo(record);
    assertThat(record.number()).isEqualTo(1);
    assertThat(record.by()).startsWith(System.getProperty("user.name") + "@");
    assertThat(record.code()).isNotBlank();
    assertThat(record.items()).hasSize(2).allMatch(hash -> hash.matches("[0-9a-f]{32}"));
    assertThat(record.removed())
        .containsEntry("items", 1L)
        .containsEntry("labels", (long) AdRun.RATERS)
        .containsEntry("batch", 1L);
    // One of the files has a bad row beside the three answers, of whichever item is first.
    assertThat(record.removed().get("inbox")).isBetween(3L, 4L);
    assertThat(json).doesNotContain(asked).doesNotContain(UNKNOWN);
    assertThat(record.unsearched()).containsExactly("inbox/round=001/old/torn.parquet");
    assertThat(run.output())
        .contains("may hold one still: inbox/round=001/old/torn.parquet: not Parquet, or torn")
        .contains("2 ids forgotten, " + record.rows() + " rows removed: ")
        .contains("1 of the ids are in no dataset of the run and would be turned away: ad-nobody")
        .contains(
            "the corpus itself, figures already computed and the weights of models stay as they are")
        .contains(
            "student-round=002 was trained with labels of such an item; to train it without:"
                + " ./submit.sh train --round 2 --again");
  }

  @Test
  void findsNothingTheSecondTime() {
    forget(asked);
    SortedMap<String, List<String>> once = rows(run);

    Forgetting again = forget(asked);

    assertThat(again.items()).isEmpty();
    assertThat(again.rows()).isZero();
    assertThat(again.changed()).isEmpty();
    assertThat(rows(run)).isEqualTo(once);
    assertThat(run.folder().resolve("_state/forgotten/000002.json")).doesNotExist();
  }

  @Test
  void erasesAnswersThatNameOnlyATaskHoweverLate() {
    String task =
        run.read(RunDataset.ASSIGNMENTS, StageName.SELECT).collectAsList().stream()
            .filter(row -> row.getAs("item_id").equals(asked))
            .map(row -> row.<String>getAs("task_id"))
            .findFirst()
            .orElseThrow();
    Path inbox = run.folder().resolve("inbox/round=001");
    String header = "task_id,rater,label";
    Path file = TestFiles.lines(inbox, "tasks.csv", header, task + ",anna,1", "1,anna,1");

    Forgetting record = forget(asked);

    assertThat(AdRun.text(file)).isEqualTo(header + "\n1,anna,1\n");
    assertThat(record.tasks()).allMatch(hash -> hash.matches("[0-9a-f]{32}"));
    TestFiles.lines(inbox, "tasks.csv", header, task + ",anna,1");
    assertThat(forget(asked).removed()).isEqualTo(Map.of("inbox", 1L));
    assertThat(AdRun.text(file)).isEqualTo(header + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "label.calibration-file, /nowhere.csv, Cannot use the calibration set /nowhere.csv",
    "page.passphrase-file, /nowhere, Cannot read the secret of page.passphrase-file",
    "redact.command, exit 3, Cannot redact texts with redact.command 'exit 3'"
  })
  void deletesNothingWhereBatchesCouldNotBeWrittenAnew(String key, String value, String why) {
    run = run.with(key, value);

    assertThatThrownBy(() -> forget(asked))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "Cannot forget items: the files of batches could not be written anew without them. "
                + why)
        .hasMessageEndingWith("Nothing was deleted; mend this, then forget again.");

    assertThat(filesThatHold(asked)).isNotEmpty();
    assertThat(run.folder().resolve("exports/round=001/batch.csv")).exists();
    assertThat(run.folder().resolve("_state/forgotten").toFile().list()).containsExactly("key");
  }

  @Test
  void finishedStagesStayFinishedAndTheNextRoundRuns() {
    forget(asked, askedLater, paired);

    assertThat(run.round(1).status()).isEqualTo(StageResult.Status.DONE_BEFORE);
    assertThat(run.round(2).status()).isEqualTo(StageResult.Status.DONE_BEFORE);
    assertThat(run.round(3).status()).isEqualTo(StageResult.Status.WAITING);
    assertThat(AdRun.batchIds(run, 3)).hasSize(AdRun.BUDGET).doesNotContain(asked, paired);
    for (String id : List.of(asked, askedLater, paired)) {
      assertThat(filesThatHold(id)).isEmpty();
    }
  }

  @Test
  void trainsAgainWithoutTheItemAndNotOtherwise() {
    StageResult before = train(RunContext.Repeat.AGAIN);
    forget(asked);

    StageResult same = train(RunContext.Repeat.REFUSE);
    StageResult anew = train(RunContext.Repeat.AGAIN);
    StageResult twice = train(RunContext.Repeat.AGAIN);

    assertThat(before.status()).isEqualTo(StageResult.Status.DONE_BEFORE);
    assertThat(same.status()).isEqualTo(StageResult.Status.DONE_BEFORE);
    assertThat(anew.status()).isEqualTo(StageResult.Status.DONE);
    assertThat(anew.count("labels")).isEqualTo(before.count("labels") - 1);
    assertThat(twice.status()).isEqualTo(StageResult.Status.DONE_BEFORE);
  }

  @ParameterizedTest
  @CsvSource({
    "begun.json, 1, AFTER",
    "exports, 4, AFTER",
    "inbox, 3, AFTER",
    "manifests, 5, AFTER",
    "_state/forgotten/000001.json, 1, AFTER"
  })
  void isEndedByTheNextCallWhereverItWasKilled(
      String part, int change, StumblingStore.Moment moment) {
    assertThatThrownBy(() -> stumble(part, change, moment, asked, paired)).hasMessage("killed");

    forget(asked, paired);

    assertThat(content(run)).isEqualTo(undisturbed());
    assertThat(filesThatHold(asked)).isEmpty();
    assertThat(filesThatHold(paired)).isEmpty();
    assertThat(run.folder().resolve("_state/forgotten").toFile().list())
        .contains("000001.json")
        .doesNotContain("000001-begun.json");
  }

  /** Before its first change, then before its second, and so on. */
  @Test
  void isEndedThoughKilledAgainAndAgain() {
    int kills = 0;
    while (kills < 100) {
      try {
        stumble("", kills + 1, StumblingStore.Moment.BEFORE, asked);
        break;
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("killed");
        kills++;
      }
    }

    assertThat(kills).isBetween(5, 99);
    assertThat(filesThatHold(asked)).isEmpty();
    TestRun once = AdRun.copy(loop.run, folder.resolve("once"));
    forget(once, asked);
    assertThat(content(run)).isEqualTo(content(once));
  }

  @Test
  void letsNoStageRunOnARunThatIsHalfForgotten() {
    assertThatThrownBy(() -> stumble("manifests", 2, StumblingStore.Moment.BEFORE, asked))
        .hasMessage("killed");

    assertThatThrownBy(() -> run.round(2))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot run a stage: items are being forgotten, and that is not done yet. End it with"
                + " ./submit.sh forget; it needs no ids for that.");

    forget();
    assertThat(run.output()).contains("an earlier call was begun and is done now: 1 ids forgotten");
    assertThat(run.round(2).status()).isEqualTo(StageResult.Status.DONE_BEFORE);
    assertThat(filesThatHold(asked)).isEmpty();
  }

  @Test
  void neverLetsAnItemBackInFromTheCorpus() {
    forget(asked, UNKNOWN);
    TestFiles.lines(
        AdRun.corpus(folder.resolve("late")),
        "more.jsonl",
        "{\"id\":\"" + UNKNOWN + "\",\"text\":\"Nobody's ad has come at last.\"}",
        "{\"id\":\"ad-other\",\"text\":\"Another ad has come along with it.\"}");
    TestRun applied = run.with("corpus.uri", AdRun.corpus(folder.resolve("late")).toString());

    applied.call(context -> new ApplyJob(context, 2).run());

    List<Row> rows =
        run.call(
            context ->
                context
                    .data()
                    .read(
                        RunDataset.APPLIED,
                        new StageState(context.store(), new StageId(2, "apply-0001"))
                            .manifests(RunDataset.APPLIED.folder()))
                    .collectAsList());
    assertThat(rows).hasSize(2);
    assertThat(rows)
        .filteredOn(row -> row.getAs("id") == null)
        .extracting(row -> row.<String>getAs("reason"))
        .containsExactly("forgotten");

    TestRun again = run.with("seed", "5");
    StageResult scan = again.scanAgain();

    assertThat(scan.count("rejected")).isPositive();
    assertThat(again.read(RunDataset.REJECTS, StageName.SCAN).collectAsList())
        .filteredOn(row -> row.<String>getAs("reason").equals("forgotten"))
        .hasSize(1)
        .allMatch(row -> row.getAs("sample") == null);
    assertThat(filesThatHold(asked)).isEmpty();
    assertThat(filesThatHold(UNKNOWN)).isEmpty();
  }

  @Test
  void takesNoLateLabelsOfAnItem() {
    run.round(3);
    String late = AdRun.batchIds(run, 3).get(0);
    AdRun.answer(run, loop.folder, 3);
    Path inbox = run.folder().resolve("inbox/round=003");
    Map<Path, String> files = new TreeMap<>();
    try (Stream<Path> list = Files.list(inbox)) {
      list.forEach(file -> files.put(file, AdRun.text(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    forget(late);
    files.forEach(
        (file, text) -> {
          assertThat(AdRun.text(file)).isEqualTo(text.replaceAll("(?m)^" + late + ",.*\\R", ""));
          TestFiles.bytes(inbox, file.getFileName().toString(), text.getBytes(UTF_8));
        });

    StageResult result = run.round(3);

    assertThat(result.stage()).isEqualTo(StageName.DECIDE);
    assertThat(run.read(RunDataset.LABEL_REJECTS, StageName.INGEST, 3).collectAsList())
        .hasSize(AdRun.RATERS)
        .allMatch(row -> row.getAs("reason").equals("forgotten"))
        .allMatch(row -> row.<String>getAs("sample").isEmpty());
    assertThat(run.output())
        .contains("3 rows of label files are of items that were forgotten; they were not taken");
    assertThat(filesThatHold(late)).allMatch(file -> file.startsWith("inbox/"));
    assertThat(forget(late).removed()).isEqualTo(Map.of("inbox", 3L));
    assertThat(filesThatHold(late)).isEmpty();
  }

  @Test
  void refusesWhileAStageIsHalfDoneUnlessItMayBeDropped() {
    Path success = run.folder().resolve("_state/round=002/select/_SUCCESS");
    assertThat(success.toFile().delete()).isTrue();

    assertThatThrownBy(() -> forget(asked))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot forget items while stages are half done: select of round 2. Run them to their"
                + " end first, or add --drop-unfinished: what they did so far is deleted, and they"
                + " start anew.");
    assertThat(filesThatHold(asked)).isNotEmpty();

    run.call(
        context ->
            new ForgetJob(context, ForgetJob.HalfDone.DROP)
                .forget(IdList.of(new TreeSet<>(List.of(asked)))));

    assertThat(run.output()).contains("select of round 2 was half done, and starts anew");
    assertThat(filesThatHold(asked)).isEmpty();
    assertThat(run.folder().resolve("_state/round=002/select")).doesNotExist();
  }

  @Test
  void makesNoRunWhereThereIsNone(SparkSession spark) {
    Path nowhere = folder.resolve("nowhere");
    Settings settings = new SettingsLoader().load(List.of("run.uri=" + nowhere));

    assertThatThrownBy(() -> new ForgetCommand().before(spark, settings, TestRun.POLICY))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot forget items: there is no run in file:%s. Check run.uri and policy.file."
                .formatted(nowhere));
    assertThat(nowhere).doesNotExist();
  }

  @Test
  void deletesOtherExportsThatMayHoldTheItemAndSaysWhich() {
    TestFiles.lines(run.folder().resolve("exports/round=002"), "sft.jsonl", "{\"text\":\"…\"}");
    TestFiles.lines(run.folder().resolve("exports/round=001"), "kept.txt", "of round 1");

    forget(askedLater);

    assertThat(run.folder().resolve("exports/round=002").toFile().list())
        .contains("batch.csv", "batch.jsonl", "raters")
        .doesNotContain("sft.jsonl", "fine-tuning", "adjudication");
    assertThat(run.folder().resolve("exports/round=001/kept.txt")).exists();
    assertThat(run.output())
        .contains("deleted, for it may hold one: exports/round=002/sft.jsonl")
        .doesNotContain("deleted, for it may hold one: exports/round=002/batch.csv");
  }

  @Test
  void asksForIds() {
    assertThatThrownBy(this::forget)
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot forget items: no id was given. Name a file with --items FILE, or each one with"
                + " --item ID.");
  }

  @Test
  void takesTheHashOfATextForTheItemsWithThatText() {
    String text = texts(asked).get(0);

    Forgetting record = forget(StableHash.id128(text));

    assertThat(record.items()).hasSize(2);
    assertThat(filesThatHold(asked)).isEmpty();
    assertThat(filesThatHold(text)).isEmpty();
    assertThat(run.<Boolean>call(context -> ForgetLog.of(context.store()).contains("x", text)))
        .isTrue();
  }

  @Test
  void erasesWhatAFailedAttemptSaid() {
    Path report = run.folder().resolve("_state/round=003/embed/report.json");
    String old = AdRun.text(run.folder().resolve("_state/round=002/embed/report.json"));
    TestFiles.bytes(
        report.getParent(),
        "report.json",
        old.replace("\"error\" : null", "\"error\" : \"the vector of " + asked + "\"")
            .getBytes(UTF_8));

    forget(asked);

    assertThat(AdRun.text(report)).contains("erased when items were forgotten");
  }

  @Test
  void saysThatLabelFilesElsewhereAreNotTouched() {
    run = run.with("label.uri", folder.resolve("elsewhere").toString());

    forget(asked);

    assertThat(run.output())
        .contains("label files in " + folder.resolve("elsewhere") + " are not the run's");
  }

  // ------------------------------------------------------------------------------ helpers

  /** An item of the first batch for which a group of several is named. */
  private String groupsName() {
    List<Row> placed = new ArrayList<>();
    for (RunDataset side : List.of(RunDataset.EVAL, RunDataset.SFT)) {
      placed.addAll(run.read(side, StageName.SPLIT).collectAsList());
    }
    return placed.stream()
        .filter(row -> !row.getAs("item_id").equals(row.getAs("group_id")))
        .map(row -> row.<String>getAs("group_id"))
        .sorted()
        .findFirst()
        .orElseThrow();
  }

  private Forgetting forget(String... ids) {
    return forget(run, ids);
  }

  private static Forgetting forget(TestRun run, String... ids) {
    return run.call(
        context ->
            new ForgetJob(context, ForgetJob.HalfDone.REFUSE)
                .forget(IdList.of(new TreeSet<>(List.of(ids)))));
  }

  private SortedMap<String, List<String>> undisturbed() {
    if (undisturbed == null) {
      TestRun once = AdRun.copy(loop.run, folder.resolve("once"));
      forget(once, asked, paired);
      undisturbed = content(once);
    }
    return undisturbed;
  }

  private void stumble(String part, int change, StumblingStore.Moment moment, String... ids) {
    run.call(
        context ->
            new ForgetJob(
                    FailingStore.with(
                        context, StumblingStore.at(context.store(), part, change, moment)),
                    ForgetJob.HalfDone.REFUSE)
                .forget(IdList.of(new TreeSet<>(List.of(ids)))));
  }

  private StageResult train(RunContext.Repeat repeat) {
    return run.open(repeat, context -> new TrainJob(context, 2).run());
  }

  private List<String> texts(String... ids) {
    return run
        .read(RunDataset.ITEMS, StageName.SCAN)
        .where(col("id").isin((Object[]) ids))
        .select("text")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** Files whose bytes, or whose cells, hold a word or sentence. */
  private List<String> filesThatHold(String words) {
    Pattern whole =
        Pattern.compile("(?<![A-Za-z0-9-])" + Pattern.quote(words) + "(?![A-Za-z0-9-])");
    List<String> holding = new ArrayList<>();
    try (Stream<Path> files = Files.walk(run.folder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), ISO_8859_1);
        boolean cells =
            file.toString().endsWith(".parquet")
                && cells(file).stream().anyMatch(row -> whole.matcher(row).find());
        if (cells || whole.matcher(bytes).find()) {
          holding.add(run.folder().relativize(file).toString());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return holding;
  }

  /** The rows of every wave as JSON, file by file, in their order. */
  private SortedMap<String, List<String>> rows(TestRun of) {
    SortedMap<String, List<String>> rows = new TreeMap<>();
    List<StageState> stages = of.call(context -> StageState.all(context.store()));
    for (StageState stage : stages) {
      for (Manifest manifest : stage.manifests()) {
        if (!manifest.folder().startsWith("_state")) {
          List<String> ofWave = new ArrayList<>();
          for (DataFile file : manifest.files()) {
            List<String> ofFile = cells(of.folder().resolve(file.path()));
            assertThat((long) ofFile.size()).isEqualTo(file.rows());
            ofWave.addAll(ofFile);
          }
          rows.put(manifest.dataset() + " " + stage.id() + " " + manifest.wave(), ofWave);
        }
      }
    }
    return rows;
  }

  /** Rows and files that do not differ from call to call. */
  private SortedMap<String, List<String>> content(TestRun of) {
    SortedMap<String, List<String>> content = new TreeMap<>();
    rows(of)
        .forEach(
            (wave, rows) ->
                content.put(
                    wave,
                    rows.stream().map(row -> row.replaceAll("forgotten-[0-9a-f]+", "")).toList()));
    for (String part : List.of("exports", "inbox", "models")) {
      try (Stream<Path> files = Files.walk(of.folder().resolve(part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (!file.toString().endsWith(".zip") && !file.toString().endsWith(".crc")) {
            content.put(
                of.folder().relativize(file).toString(),
                List.of(
                    new String(Files.readAllBytes(file), ISO_8859_1)
                        .replaceAll("forgotten-[0-9a-f]+", "")));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return content;
  }

  /** The rows of a file in their order, a line per cell. */
  private static List<String> cells(Path file) {
    List<String> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(
                new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toString()))
            .build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(row.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  /** Whether a row is of an item: it may also stand in a group that is named for it. */
  private static boolean names(String row, String id) {
    return Pattern.compile("(?m)^(id|item_id|positive_id|negative_id): " + id + "$")
        .matcher(row)
        .find();
  }

  private static String withoutSample(String row) {
    return row.replaceAll("(?m)^sample: .*\\n", "");
  }
}
