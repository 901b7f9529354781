package org.penumbra.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.penumbra.embed.EncoderModel;
import org.penumbra.jobs.EmbedJob;
import org.penumbra.jobs.ScanJob;
import org.penumbra.jobs.spark.Sessions;
import org.penumbra.jobs.stage.OpenRun;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.policy.Policy;
import org.penumbra.settings.SettingsLoader;

/** The whole embed stage on two task threads beside two threads of a bare loop. */
final class EmbedBenchmark implements Benchmark {

  private static final int ITEMS = 6000;
  private static final int RUNS = 7;
  private static final int THREADS = 2;

  private static final Policy POLICY =
      new Policy(
          "bench",
          "1",
          "Is it?",
          "It is.",
          "yes",
          "no",
          List.of(),
          List.of("Yes."),
          List.of("No."));

  @Override
  public String name() {
    return "embed";
  }

  @Override
  public String title() {
    return "Embedding: the Spark job beside a bare ONNX Runtime loop";
  }

  @Override
  public ResultTable run(BenchInput input) throws Exception {
    List<String> texts = BenchTexts.read(input.requiredTexts(), input.items().orElse(ITEMS));
    ResultTable table =
        new ResultTable("model", "texts", "job, texts/s", "bare loop, texts/s", "job / bare loop");
    System.setProperty("spark.master", "local[" + THREADS + "]");
    try (SparkSession spark = Sessions.open("bench")) {
      for (String model : List.of(EncoderModel.MINILM, EncoderModel.MINILM_INT8)) {
        Path scanned = scanned(spark, input.work().resolve(model), model, texts);
        Iterator<Path> copies = copies(scanned, RUNS + 1).iterator();
        try (BareLoop bare = new BareLoop(model)) {
          Alternating timed =
              Alternating.time(
                  RUNS,
                  () -> embed(spark, copies.next(), model),
                  () -> bare.encode(texts, THREADS));
          table.row(
              model,
              String.format("%,d", texts.size()),
              String.format("%.0f", texts.size() / timed.oursSeconds()),
              String.format("%.0f", texts.size() / timed.baselineSeconds()),
              String.format("%.3f", timed.speed()));
        }
      }
    }
    return table;
  }

  /** A run whose scan read given scores, so that all vectors are left to the embed stage. */
  private static Path scanned(SparkSession spark, Path folder, String model, List<String> texts)
      throws IOException {
    Files.createDirectories(folder);
    ObjectMapper json = new ObjectMapper();
    try (BufferedWriter corpus = Files.newBufferedWriter(folder.resolve("corpus.jsonl"), UTF_8);
        BufferedWriter scores = Files.newBufferedWriter(folder.resolve("scores.jsonl"), UTF_8)) {
      for (int i = 0; i < texts.size(); i++) {
        corpus.write(json.writeValueAsString(Map.of("id", "t" + i, "text", texts.get(i))) + "\n");
        scores.write(json.writeValueAsString(Map.of("id", "t" + i, "score", i * 1e-6)) + "\n");
      }
    }
    String given = folder.resolve("scores.parquet").toString();
    spark.read().json(folder.resolve("scores.jsonl").toString()).write().parquet(given);
    Path run = folder.resolve("run");
    stage(spark, run, model, context -> new ScanJob(context, 1).run());
    return run;
  }

  private static void embed(SparkSession spark, Path run, String model) {
    stage(spark, run, model, context -> new EmbedJob(context, 1).run());
  }

  private static void stage(SparkSession spark, Path run, String model, Consumer<RunContext> work) {
    Path folder = run.getParent();
    List<String> settings =
        List.of(
            "run.uri=" + run,
            "corpus.uri=" + folder.resolve("corpus.jsonl"),
            "corpus.id=id",
            "scorer.kind=given",
            "scorer.given=" + folder.resolve("scores.parquet"),
            "embedder.model=" + model);
    PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    try (OpenRun open =
        OpenRun.open(
            spark, new SettingsLoader().load(settings), POLICY, RunContext.Repeat.REFUSE, silent)) {
      work.accept(open.context());
    }
  }

  private static List<Path> copies(Path run, int wanted) throws IOException {
    List<Path> copies = new ArrayList<>();
    for (int copy = 0; copy < wanted; copy++) {
      Path to = run.resolveSibling("run-" + copy);
      try (Stream<Path> files = Files.walk(run)) {
        files.forEach(file -> copy(file, to.resolve(run.relativize(file).toString())));
      }
      copies.add(to);
    }
    return copies;
  }

  private static void copy(Path file, Path to) {
    try {
      Files.copy(file, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
