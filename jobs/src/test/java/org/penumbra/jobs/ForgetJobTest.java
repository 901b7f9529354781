package org.penumbra.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
import org.penumbra.jobs.state.ForgetLog;
import org.penumbra.jobs.state.Forgetting;
import org.penumbra.jobs.state.Json;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;
import org.penumbra.settings.Settings;
import org.penumbra.settings.SettingsLoader;

/** Items vanish from a run of two rounds, the rest of it stays as it was, and the loop goes on. */
@ExtendWith({LocalSpark.class, FinishedLoop.class})
class ForgetJobTest {

  private static final String UNKNOWN = "ad-nobody";

  @TempDir private Path folder;

  private FinishedLoop.Rounds loop;
  private Erasure erasure;
  private TestRun run;
  private String asked;
  private String askedLater;
  private String paired;

  @BeforeEach
  void copy(FinishedLoop.Rounds finished) {
    loop = finished;
    erasure = Erasure.copy(loop, folder.resolve("run"));
    run = erasure.run();
    asked = erasure.asked();
    askedLater = erasure.askedLater();
    paired = erasure.paired();
  }

  @Test
  void leavesNoByteOfAnItemAnywhereInTheRun() {
    List<String> texts = erasure.texts(asked, askedLater, paired);
    for (String id : List.of(asked, askedLater, paired)) {
      assertThat(erasure.filesThatHold(id)).as("before").isNotEmpty();
    }
    String leftover = "." + UUID.randomUUID() + ".part";
    TestFiles.lines(run.folder().resolve("exports/round=001"), leftover, askedLater + ",text");

    Forgetting record = erasure.forget(asked, askedLater, paired, UNKNOWN);

    assertThat(record.items()).hasSize(4);
    for (String id : List.of(asked, askedLater, paired, UNKNOWN)) {
      assertThat(erasure.filesThatHold(id)).isEmpty();
    }
    texts.forEach(text -> assertThat(erasure.filesThatHold(text)).isEmpty());
  }

  @Test
  void leavesEveryOtherRowAsItWasAndWhereItWas() {
    SortedMap<String, List<String>> before = erasure.rows();

    Forgetting record = erasure.forget(asked, paired);

    String group = run.<String>call(context -> ForgetLog.of(context.store()).standIn(asked));
    assertThat(group).matches("forgotten-[0-9a-f]{16}");
    SortedMap<String, List<String>> after = erasure.rows();
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

    Forgetting record = erasure.forget(asked, UNKNOWN);

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
    erasure.forget(asked);
    SortedMap<String, List<String>> once = erasure.rows();

    Forgetting again = erasure.forget(asked);

    assertThat(again.items()).isEmpty();
    assertThat(again.rows()).isZero();
    assertThat(again.changed()).isEmpty();
    assertThat(erasure.rows()).isEqualTo(once);
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

    Forgetting record = erasure.forget(asked);

    assertThat(AdRun.text(file)).isEqualTo(header + "\n1,anna,1\n");
    assertThat(record.tasks()).allMatch(hash -> hash.matches("[0-9a-f]{32}"));
    TestFiles.lines(inbox, "tasks.csv", header, task + ",anna,1");
    assertThat(erasure.forget(asked).removed()).isEqualTo(Map.of("inbox", 1L));
    assertThat(AdRun.text(file)).isEqualTo(header + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "label.calibration-file, /nowhere.csv, Cannot use the calibration set /nowhere.csv",
    "page.passphrase-file, /nowhere, Cannot read the secret of page.passphrase-file",
    "redact.command, exit 3, Cannot redact texts with redact.command 'exit 3'"
  })
  void deletesNothingWhereBatchesCouldNotBeWrittenAnew(String key, String value, String why) {
    erasure = erasure.with(key, value);

    assertThatThrownBy(() -> erasure.forget(asked))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "Cannot forget items: the files of batches could not be written anew without them. "
                + why)
        .hasMessageEndingWith("Nothing was deleted; mend this, then forget again.");

    assertThat(erasure.filesThatHold(asked)).isNotEmpty();
    assertThat(run.folder().resolve("exports/round=001/batch.csv")).exists();
    assertThat(run.folder().resolve("_state/forgotten").toFile().list()).containsExactly("key");
  }

  @Test
  void finishedStagesStayFinishedAndTheNextRoundRuns() {
    erasure.forget(asked, askedLater, paired);

    assertThat(run.round(1).status()).isEqualTo(StageResult.Status.DONE_BEFORE);
    assertThat(run.round(2).status()).isEqualTo(StageResult.Status.DONE_BEFORE);
    assertThat(run.round(3).status()).isEqualTo(StageResult.Status.WAITING);
    assertThat(AdRun.batchIds(run, 3)).hasSize(AdRun.BUDGET).doesNotContain(asked, paired);
    for (String id : List.of(asked, askedLater, paired)) {
      assertThat(erasure.filesThatHold(id)).isEmpty();
    }
  }

  @Test
  void trainsAgainWithoutTheItemAndNotOtherwise() {
    StageResult before = train(RunContext.Repeat.AGAIN);
    erasure.forget(asked);

    StageResult same = train(RunContext.Repeat.REFUSE);
    StageResult anew = train(RunContext.Repeat.AGAIN);
    StageResult twice = train(RunContext.Repeat.AGAIN);

    assertThat(before.status()).isEqualTo(StageResult.Status.DONE_BEFORE);
    assertThat(same.status()).isEqualTo(StageResult.Status.DONE_BEFORE);
    assertThat(anew.status()).isEqualTo(StageResult.Status.DONE);
    assertThat(anew.count("labels")).isEqualTo(before.count("labels") - 1);
    assertThat(twice.status()).isEqualTo(StageResult.Status.DONE_BEFORE);
  }

  @Test
  void neverLetsAnItemBackInFromTheCorpus() {
    erasure.forget(asked, UNKNOWN);
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
    assertThat(erasure.filesThatHold(asked)).isEmpty();
    assertThat(erasure.filesThatHold(UNKNOWN)).isEmpty();
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
    erasure.forget(late);
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
    assertThat(erasure.filesThatHold(late)).allMatch(file -> file.startsWith("inbox/"));
    assertThat(erasure.forget(late).removed()).isEqualTo(Map.of("inbox", 3L));
    assertThat(erasure.filesThatHold(late)).isEmpty();
  }

  @Test
  void refusesWhileAStageIsHalfDoneUnlessItMayBeDropped() {
    Path success = run.folder().resolve("_state/round=002/select/_SUCCESS");
    assertThat(success.toFile().delete()).isTrue();

    assertThatThrownBy(() -> erasure.forget(asked))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot forget items while stages are half done: select of round 2. Run them to their"
                + " end first, or add --drop-unfinished: what they did so far is deleted, and they"
                + " start anew.");
    assertThat(erasure.filesThatHold(asked)).isNotEmpty();

    run.call(
        context ->
            new ForgetJob(context, ForgetJob.HalfDone.DROP)
                .forget(IdList.of(new TreeSet<>(List.of(asked)))));

    assertThat(run.output()).contains("select of round 2 was half done, and starts anew");
    assertThat(erasure.filesThatHold(asked)).isEmpty();
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

    erasure.forget(askedLater);

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
    assertThatThrownBy(erasure::forget)
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot forget items: no id was given. Name a file with --items FILE, or each one with"
                + " --item ID.");
  }

  @Test
  void takesTheHashOfATextForTheItemsWithThatText() {
    String text = erasure.texts(asked).get(0);

    Forgetting record = erasure.forget(StableHash.id128(text));

    assertThat(record.items()).hasSize(2);
    assertThat(erasure.filesThatHold(asked)).isEmpty();
    assertThat(erasure.filesThatHold(text)).isEmpty();
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

    erasure.forget(asked);

    assertThat(AdRun.text(report)).contains("erased when items were forgotten");
  }

  @Test
  void saysThatLabelFilesElsewhereAreNotTouched() {
    erasure = erasure.with("label.uri", folder.resolve("elsewhere").toString());

    erasure.forget(asked);

    assertThat(erasure.run().output())
        .contains("label files in " + folder.resolve("elsewhere") + " are not the run's");
  }

  private StageResult train(RunContext.Repeat repeat) {
    return run.open(repeat, context -> new TrainJob(context, 2).run());
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
