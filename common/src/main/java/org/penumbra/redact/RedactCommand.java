package org.penumbra.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.penumbra.Errors;

/**
 * A user's filter: JSON strings in, JSON strings out, a line each, in the same order. It is run by
 * the shell and gets all texts of a call at once. What it says of them on its standard error goes
 * nowhere: that can hold a text as it was.
 */
final class RedactCommand {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String UNREAD = ", without reading them all";
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

  private final String command;
  private final Duration longestSilence;

  RedactCommand(String command) {
    this(command, LONGEST_SILENCE);
  }

  /**
   * A filter.
   *
   * @param longestSilence how long it may take for its next line
   */
  RedactCommand(String command, Duration longestSilence) {
    this.command = command;
    this.longestSilence = longestSilence;
  }

  List<String> filter(List<String> texts) {
    try {
      Process process =
          new ProcessBuilder("sh", "-c", command)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        return filter(process, texts);
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException | ExecutionException e) {
      throw failed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("it was interrupted");
    }
  }

  private List<String> filter(Process process, List<String> texts)
      throws InterruptedException, ExecutionException {
    BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    FutureTask<String> feeding = inBackground(() -> feed(process, texts));
    FutureTask<Void> reading = inBackground(() -> read(process, lines));
    List<String> answers = new ArrayList<>();
    for (Optional<String> line = next(lines); line.isPresent(); line = next(lines)) {
      answers.add(line.get());
    }
    reading.get();
    if (!process.waitFor(longestSilence.toMillis(), TimeUnit.MILLISECONDS)) {
      throw silent();
    }
    if (process.exitValue() != 0) {
      throw failed(
          "it ended with status %d (run it by hand to see what it says; here that could hold a text)"
              .formatted(process.exitValue()));
    }
    List<String> redacted = parse(answers);
    if (redacted.size() != texts.size()) {
      String unread = feeding.isDone() ? feeding.get() : UNREAD;
      throw failed(
          "it was given %d texts and wrote %d%s".formatted(texts.size(), redacted.size(), unread));
    }
    return redacted;
  }

  /** The command's next line; empty after its last. */
  private Optional<String> next(BlockingQueue<Optional<String>> lines) throws InterruptedException {
    Optional<String> line = lines.poll(longestSilence.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      throw silent();
    }
    return line;
  }

  /** Writes the texts; what to add to an error if the command did not read them all. */
  private static String feed(Process process, List<String> texts) {
    try (OutputStream in = process.getOutputStream()) {
      for (String text : texts) {
        in.write((JSON.writeValueAsString(text) + "\n").getBytes(UTF_8));
      }
      return "";
    } catch (IOException e) {
      return UNREAD;
    }
  }

  private static Void read(Process process, BlockingQueue<Optional<String>> lines)
      throws IOException {
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(Optional.of(line));
      }
    } finally {
      lines.add(Optional.empty());
    }
    return null;
  }

  /** On a thread of its own: either end of a pipe blocks when the other does not move. */
  private static <T> FutureTask<T> inBackground(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "redact.command");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private List<String> parse(List<String> answers) {
    List<String> redacted = new ArrayList<>();
    for (String line : answers) {
      try {
        JsonNode node = JSON.readTree(line);
        if (node == null || !node.isTextual()) {
          throw failed("line %d is no JSON string".formatted(redacted.size() + 1));
        }
        redacted.add(node.textValue());
      } catch (JsonProcessingException e) {
        throw failed("line %d is no JSON string".formatted(redacted.size() + 1));
      }
    }
    return redacted;
  }

  private RuntimeException silent() {
    return failed("it wrote no line for " + longestSilence.toMillis() / 1e3 + " s");
  }

  private RuntimeException failed(String reason) {
    return Errors.redactionFailed(command, reason);
  }
}
