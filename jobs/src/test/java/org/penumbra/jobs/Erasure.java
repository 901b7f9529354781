package org.penumbra.jobs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.spark.sql.Row;
import org.penumbra.jobs.data.IdList;
import org.penumbra.jobs.data.ParquetFiles;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.DataFile;
import org.penumbra.jobs.state.Forgetting;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;

/**
 * A run of two rounds from which items are to vanish.
 *
 * @param asked an item of the first batch for which a group of several is named
 * @param askedLater an item of the second batch
 * @param paired an item of pairs that was never asked
 */
record Erasure(TestRun run, String asked, String askedLater, String paired) {

  private static final Configuration HADOOP = new Configuration();

  /** A copy of the finished loop. */
  static Erasure copy(FinishedLoop.Rounds loop, Path folder) {
    TestRun run = AdRun.copy(loop.run, folder);
    TreeSet<String> batched = new TreeSet<>(AdRun.batchIds(run, 1));
    batched.addAll(AdRun.batchIds(run, 2));
    String paired =
        run.read(RunDataset.PAIRS, StageName.PAIR).collectAsList().stream()
            .map(row -> row.<String>getAs("negative_id"))
            .filter(id -> !batched.contains(id))
            .sorted()
            .findFirst()
            .orElseThrow();
    return new Erasure(run, groupsName(run), AdRun.batchIds(run, 2).get(0), paired);
  }

  /** The same run, called with a setting changed. */
  Erasure with(String key, String value) {
    return new Erasure(run.with(key, value), asked, askedLater, paired);
  }

  Forgetting forget(String... ids) {
    return forget(context -> context, ids);
  }

  /** The same over a store of the caller's, that breaks. */
  Forgetting forget(UnaryOperator<RunContext> broken, String... ids) {
    return run.call(
        context ->
            new ForgetJob(broken.apply(context), ForgetJob.HalfDone.REFUSE)
                .forget(IdList.of(new TreeSet<>(List.of(ids)))));
  }

  List<String> texts(String... ids) {
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
  List<String> filesThatHold(String words) {
    Pattern whole =
        Pattern.compile("(?<![A-Za-z0-9-])" + Pattern.quote(words) + "(?![A-Za-z0-9-])");
    List<String> holding = new ArrayList<>();
    try (Stream<Path> files = Files.walk(run.folder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), ISO_8859_1);
        boolean cells =
            file.toString().endsWith(".parquet")
                && cells(file).stream().anyMatch(row -> holds(row, words, whole));
        if (cells || holds(bytes, words, whole)) {
          holding.add(run.folder().relativize(file).toString());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return holding;
  }

  private static boolean holds(String text, String words, Pattern whole) {
    return text.contains(words) && whole.matcher(text).find();
  }

  /** The rows of every wave as JSON, file by file, in their order. */
  SortedMap<String, List<String>> rows() {
    SortedMap<String, List<String>> rows = new TreeMap<>();
    List<StageState> stages = run.call(context -> StageState.all(context.store()));
    for (StageState stage : stages) {
      for (Manifest manifest : stage.manifests()) {
        if (!manifest.folder().startsWith("_state")) {
          List<String> ofWave = new ArrayList<>();
          for (DataFile file : manifest.files()) {
            List<String> ofFile = cells(run.folder().resolve(file.path()));
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
  SortedMap<String, List<String>> content() {
    SortedMap<String, List<String>> content = new TreeMap<>();
    rows()
        .forEach(
            (wave, rows) ->
                content.put(
                    wave,
                    rows.stream().map(row -> row.replaceAll("forgotten-[0-9a-f]+", "")).toList()));
    for (String part : List.of("exports", "inbox", "models")) {
      try (Stream<Path> files = Files.walk(run.folder().resolve(part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (!file.toString().endsWith(".zip") && !file.toString().endsWith(".crc")) {
            content.put(
                run.folder().relativize(file).toString(),
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

  /** An item of the first batch for which a group of several is named. */
  private static String groupsName(TestRun run) {
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

  /** The rows of a file in their order, a line per cell. */
  private static List<String> cells(Path file) {
    List<String> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetFiles.rows(new org.apache.hadoop.fs.Path(file.toString()), HADOOP)) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(row.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }
}
