package org.penumbra.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.penumbra.provenance.PeakMemory;

/**
 * A command that ran in a process of its own, as users run it.
 *
 * @param peakBytes the most memory that a process of it had resident, as seen {@value
 *     #LOOKS_PER_SECOND} times a second
 * @param cpuSeconds processor time of all its processes, as last seen
 */
record Submitted(long peakBytes, double cpuSeconds) {

  static final int LOOKS_PER_SECOND = 10;

  private static final int LINES_QUOTED = 60;

  /** Words before each command, such as those of taskset or flock. */
  private static final List<String> PREFIX =
      Stream.of(System.getenv().getOrDefault("BENCH_PREFIX", "").split(" "))
          .filter(word -> !word.isEmpty())
          .toList();

  /**
   * Runs a command; what it prints goes to a file.
   *
   * @param project the folder with submit.sh
   */
  static Submitted run(Path project, Path output, List<String> words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(PREFIX);
    command.add(project.resolve("submit.sh").toString());
    command.addAll(words);
    Process process =
        new ProcessBuilder(command)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    long peak = 0;
    Map<Long, Duration> cpu = new HashMap<>();
    while (!process.waitFor(1000 / LOOKS_PER_SECOND, TimeUnit.MILLISECONDS)) {
      for (ProcessHandle one : all(process.toHandle())) {
        peak = Math.max(peak, PeakMemory.bytes(Long.toString(one.pid())));
        one.info().totalCpuDuration().ifPresent(sofar -> cpu.put(one.pid(), sofar));
      }
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          String.format(
              "%s ended with %d, saying:%n%s",
              String.join(" ", command), process.exitValue(), end(output)));
    }
    return new Submitted(
        peak, cpu.values().stream().mapToDouble(time -> time.toMillis() / 1e3).sum());
  }

  /** The last of what commands printed; the file goes with the benchmark's folder. */
  private static String end(Path output) throws IOException {
    List<String> lines = Files.readAllLines(output);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_QUOTED), lines.size()));
  }

  private static List<ProcessHandle> all(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants()).toList();
  }
}
