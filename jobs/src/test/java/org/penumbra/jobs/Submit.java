package org.penumbra.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Calls submit.sh as a user does. */
final class Submit {

  private static final Path ROOT = root();
  private static final long MINUTES = 3;

  private final Path folder;
  private final String master;
  private final List<String> settings = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();

  Submit(Path folder, String master, Map<String, String> settings) {
    this.folder = folder;
    this.master = master;
    settings.forEach((key, value) -> this.settings.addAll(List.of("--set", key + "=" + value)));
    this.settings.addAll(
        List.of("--set", "policy.file=" + ROOT.resolve("conf/policies/health-claims.conf")));
  }

  /** Adds a variable to the environment of all later commands. */
  Submit with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Starts a command; its process is the driver itself, for submit.sh replaces itself by it. */
  Process start(String... command) {
    List<String> words = new ArrayList<>(List.of(ROOT.resolve("submit.sh").toString()));
    words.addAll(List.of(command));
    words.addAll(settings);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("MASTER", master);
    builder.environment().put("DRIVER_MEMORY", "1g");
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command to its end; its exit status. */
  int run(String... command) {
    Process process = start(command);
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("No end of " + List.of(command) + ": " + output());
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IllegalStateException(e);
    }
    return process.exitValue();
  }

  /** What the last command printed. */
  String output() {
    try {
      return Files.readString(folder.resolve("output"), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("submit.sh"))) {
      here = here.getParent();
    }
    return here;
  }
}
