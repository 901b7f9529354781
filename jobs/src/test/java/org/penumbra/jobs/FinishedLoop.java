package org.penumbra.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.penumbra.jobs.spark.LocalSpark;
import org.penumbra.jobs.stage.StageResult;

/**
 * Two rounds on made ads, done once for all tests that look at them. In round 1 the three experts'
 * answers come as CSV, JSON lines and Parquet, with bad rows among them, the last file late.
 */
public final class FinishedLoop implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Rounds.class;
  }

  @Override
  public Rounds resolveParameter(ParameterContext parameter, ExtensionContext context) {
    SparkSession spark = new LocalSpark().resolveParameter(null, context);
    return context
        .getRoot()
        .getStore(Namespace.create(FinishedLoop.class))
        .getOrComputeIfAbsent(Rounds.class, key -> new Rounds(spark), Rounds.class);
  }

  /** The run, and what was seen on the way. */
  static final class Rounds implements AutoCloseable {

    final Path folder;
    final TestRun run;
    final StageResult unanswered;
    final String outcomeUnanswered;
    final StageResult partlyAnswered;
    final StageResult first;
    final String outcomeFirst;
    final StageResult second;

    Rounds(SparkSession spark) {
      folder = temporary();
      AdRun.make(folder, AdRun.ADS);
      run = AdRun.over(spark, folder, "run");
      unanswered = run.round(1);
      outcomeUnanswered = outcome(1);
      AdRun.answer(run, folder, 1);
      Path late = asFormats(spark, run.folder().resolve("inbox/round=001"));
      partlyAnswered = run.round(1);
      move(late, run.folder().resolve("inbox/round=001").resolve(late.getFileName()));
      first = run.round(1);
      outcomeFirst = outcome(1);
      run.round(2);
      AdRun.answer(run, folder, 2);
      second = run.round(2);
    }

    String outcome(int round) {
      return AdRun.text(run.folder().resolve("_state/round=00" + round + "/outcome.json"));
    }

    @Override
    public void close() throws IOException {
      FileUtils.deleteDirectory(folder.toFile());
    }

    /** Writes the second file as JSON lines, and the third as Parquet outside the inbox. */
    private Path asFormats(SparkSession spark, Path inbox) {
      List<Path> files = csvFiles(inbox);
      append(files.get(0), "ad-unknown,expert,1\n" + "x\n");
      StringBuilder json = new StringBuilder();
      for (String[] row : rows(files.get(1))) {
        json.append(
            "{\"item_id\":\"%s\",\"rater\":\"%s\",\"label\":%s}%n".formatted((Object[]) row));
      }
      json.append("{not json\n");
      append(inbox.resolve("two.jsonl"), json.toString());
      List<Row> parquet = new ArrayList<>();
      rows(files.get(2)).forEach(row -> parquet.add(RowFactory.create((Object[]) row)));
      parquet.add(RowFactory.create(parquet.get(0).getString(0), "visitor", "perhaps"));
      Path written = folder.resolve("three");
      spark
          .createDataFrame(
              parquet, StructType.fromDDL("item_id STRING, rater STRING, label STRING"))
          .coalesce(1)
          .write()
          .parquet(written.toString());
      delete(files.get(1));
      delete(files.get(2));
      Path late = folder.resolve("three.parquet");
      move(written, late);
      return late;
    }

    private static List<Path> csvFiles(Path inbox) {
      try (var files = Files.list(inbox)) {
        return files.sorted().toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static List<String[]> rows(Path csv) {
      return AdRun.text(csv).lines().skip(1).map(line -> line.split(",", -1)).toList();
    }

    private static void append(Path file, String text) {
      try {
        Files.write(
            file, text.getBytes(UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void move(Path from, Path to) {
      try {
        Files.move(from, to);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void delete(Path file) {
      try {
        Files.delete(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Path temporary() {
      try {
        return Files.createTempDirectory("penumbra-loop");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
