package org.penumbra.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.penumbra.bench.run.WholeRunBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs benchmarks by name and writes their figures to RESULTS.md; run.sh starts it. */
@Command(name = "run.sh", mixinStandardHelpOptions = true, description = "Runs benchmarks.")
public final class Bench implements Callable<Integer> {

  private static final List<Benchmark> ALL =
      List.of(
          new TriageKernelBenchmark(),
          new TriageScanBenchmark(),
          new TriageRecallBenchmark("triage-recall-hate", "Triage: what is lost of hate speech"),
          new TriageRecallBenchmark(
              "triage-recall-negative", "Triage: what is lost of negative sentiment"),
          new EmbedBenchmark(),
          new EncodersBenchmark(),
          new ProductsBenchmark(),
          new AssignBenchmark(),
          new SmallPairsBenchmark(),
          new ManyPairsBenchmark(),
          new VectorStorageBenchmark(),
          new DriftBenchmark(),
          new WholeRunBenchmark());

  @Parameters(
      arity = "1..*",
      description = "The benchmarks to run: ${COMPLETION-CANDIDATES}",
      completionCandidates = Names.class)
  private List<String> names;

  @Option(names = "--texts", description = "JSON lines with a field text, for those that need some")
  private Path texts;

  @Option(names = "--items", description = "How many items, in place of the benchmark's own number")
  private Integer items;

  @Option(names = "--results", required = true, description = "The file the figures go to")
  private Path results;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    for (String name : names) {
      run(named(name));
    }
    return 0;
  }

  private void run(Benchmark benchmark) throws Exception {
    Path work = Files.createTempDirectory("penumbra-bench");
    try {
      BenchInput input =
          new BenchInput(Optional.ofNullable(texts), Optional.ofNullable(items), kept(), work);
      String table = benchmark.run(input).markdown();
      String measured = command(benchmark) + "\n\n" + table;
      System.out.println(measured);
      new ResultsFile(results).put(benchmark.name(), benchmark.title(), measured);
    } finally {
      delete(work);
    }
  }

  /** Under the build's folder, so that a clean build starts anew. */
  private Path kept() {
    return results.toAbsolutePath().resolveSibling("target").resolve("kept");
  }

  private String command(Benchmark benchmark) throws IOException {
    return String.format(
        "`bench/run.sh %s%s%s` on %s",
        benchmark.name(),
        texts == null ? "" : " --texts " + texts.getFileName(),
        items == null ? "" : " --items " + items,
        Machine.sentence());
  }

  private static Benchmark named(String name) {
    return ALL.stream()
        .filter(benchmark -> benchmark.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no benchmark '" + name + "'; there are " + new Names()));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  /** What there is to run. */
  static final class Names implements Iterable<String> {

    @Override
    public java.util.Iterator<String> iterator() {
      return ALL.stream().map(Benchmark::name).iterator();
    }

    @Override
    public String toString() {
      return String.join(", ", this);
    }
  }
}
