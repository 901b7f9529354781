package org.penumbra.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What triage costs on one core once a text's bytes are there. */
final class TriageKernelBenchmark implements Benchmark {

  private static final List<String> PASSES = List.of("score", "codePoints", "words");

  @Override
  public String name() {
    return "triage-kernel";
  }

  @Override
  public String title() {
    return "Triage: from a text's bytes to its score";
  }

  @Override
  public ResultTable run(BenchInput input) throws Exception {
    List<String> texts = LabelledTexts.read(input.requiredTexts()).texts();
    long bytes = texts.stream().mapToLong(text -> text.getBytes(UTF_8).length).sum();
    ResultTable table =
        new ResultTable(
            "pass", "texts", "bytes a text", "million texts/s on one core", "ns a byte");
    for (String pass : PASSES) {
      double rate = passesPerSecond(pass, input);
      table.row(
          pass,
          String.format(Locale.ROOT, "%,d", texts.size()),
          String.format(Locale.ROOT, "%.1f", (double) bytes / texts.size()),
          String.format(Locale.ROOT, "%.2f", rate * texts.size() / 1e6),
          String.format(Locale.ROOT, "%.2f", 1e9 / (rate * bytes)));
    }
    return table;
  }

  private static double passesPerSecond(String pass, BenchInput input) throws Exception {
    RunResult result =
        new Runner(
                new OptionsBuilder()
                    .include(TriageKernel.class.getName() + "." + pass + "$")
                    .param("file", input.requiredTexts().toAbsolutePath().toString())
                    .mode(Mode.Throughput)
                    .forks(2)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.seconds(2))
                    .measurementIterations(4)
                    .measurementTime(TimeValue.seconds(2))
                    .build())
            .runSingle();
    return result.getPrimaryResult().getScore();
  }
}
