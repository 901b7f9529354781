package org.penumbra.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.state.StageName;
import org.penumbra.simulate.AdCorpus;
import org.penumbra.simulate.AdFiles;

/** Runs on a few hundred made ads with their hidden truth beside them. */
final class AdRun {

  static final int ADS = 600;
  static final int BUDGET = 40;
  static final int RATERS = 3;

  private AdRun() {}

  /** Writes corpus and truth into a folder. */
  static void make(Path folder, int ads) {
    try {
      Files.createDirectories(corpus(folder));
      new AdFiles()
          .write(
              AdCorpus.fromResources().generate(ads, 17),
              corpus(folder).resolve("ads-0.jsonl"),
              truth(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path corpus(Path folder) {
    return folder.resolve("ads");
  }

  static Path truth(Path folder) {
    return folder.resolve("truth.jsonl");
  }

  /** The settings of a run over a folder's corpus. */
  static Map<String, String> settings(Path folder) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("corpus.uri", corpus(folder).toString());
    settings.put("corpus.id", "id");
    settings.put("corpus.shard-size", "16KiB");
    settings.put("select.budget", Integer.toString(BUDGET));
    settings.put("label.raters", Integer.toString(RATERS));
    settings.put("evaluate.replicates", "200");
    settings.put("cluster.positive-items-per-cluster", "6");
    settings.put("cluster.negative-items-per-cluster", "40");
    return settings;
  }

  static TestRun over(SparkSession spark, Path folder, String name) {
    return new TestRun(spark, folder.resolve(name), settings(folder));
  }

  /** The same run as it stands, at a place of its own, to be taken further. */
  static TestRun copy(TestRun run, Path to) {
    try (Stream<Path> files = Files.walk(run.folder())) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(run.folder().relativize(file).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return run.at(to);
  }

  /** Has simulated experts answer a round's batch. */
  static void answer(TestRun run, Path folder, int round) {
    run.call(
        context -> new SimulatedAnswers(context, truth(folder).toString(), "label").answer(round));
  }

  static List<Row> batch(TestRun run, int round) {
    return run.read(RunDataset.BATCH, StageName.SELECT, round).collectAsList();
  }

  static List<String> batchIds(TestRun run, int round) {
    return batch(run, round).stream().map(row -> row.<String>getAs("item_id")).sorted().toList();
  }

  static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
