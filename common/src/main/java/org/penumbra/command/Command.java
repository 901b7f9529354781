package org.penumbra.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.penumbra.Errors;
import org.penumbra.UserException;

/**
 * A program of the user's own, run by the shell. It is handed a new folder of files as its last
 * argument and leaves its answer there; the folder is gone afterwards. Should this process be
 * killed, the program goes on and the folder stays.
 *
 * @param name by which errors speak of it
 * @param line as a shell takes it
 * @param timeout after which it and what it started are killed
 */
public record Command(String name, String line, Duration timeout) implements Serializable {

  private static final int SHOWN = 300;
  private static final int LOG_TAIL = 4096;
  private static final int LOG_KEPT = 1 << 20;

  /** Far above any answer, far below what would end this process. */
  private static final long LARGEST_ANSWER = 1L << 30;

  /** Writes files for the program. */
  @FunctionalInterface
  public interface Request {

    /** Writes them into a new folder. */
    void write(Path folder) throws IOException;
  }

  /** Gets what the program printed, or the end of it, however it ended. */
  @FunctionalInterface
  public interface Log {

    /** Keeps it; a mebibyte at most. */
    void keep(byte[] printed);
  }

  /** The same where what it prints is of no use once it has answered. */
  public List<String> run(Request request, String answer) {
    return run(request, answer, printed -> {});
  }

  /**
   * Runs the program.
   *
   * @param request writes what it reads
   * @param answer the file it writes, by its name in the folder
   * @return the lines of that file
   * @throws org.penumbra.UserException if it fails, takes too long or leaves no answer
   */
  public List<String> run(Request request, String answer, Log log) {
    try {
      Path folder = Files.createTempDirectory("penumbra-command");
      try {
        request.write(folder);
        try {
          run(folder);
        } catch (UserException e) {
          keep(folder, log, e);
          throw e;
        }
        log.keep(end(folder, LOG_KEPT));
        Path file = folder.resolve(answer);
        if (!Files.exists(file)) {
          throw failed("it left no file '%s'%s".formatted(answer, said(folder)));
        }
        if (Files.size(file) > LARGEST_ANSWER) {
          throw failed(
              String.format(Locale.ROOT, "its file '%s' has %,d bytes", answer, Files.size(file)));
        }
        return Files.readAllLines(file, UTF_8);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw failed(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("it was interrupted");
    }
  }

  /** An error about the program's answer. */
  public UserException failed(String reason) {
    return Errors.commandFailed(name, line, reason);
  }

  /** A log that cannot be kept does not hide why the program failed. */
  private static void keep(Path folder, Log log, UserException failure) {
    try {
      log.keep(end(folder, LOG_KEPT));
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void run(Path folder) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", line + " \"$1\"", "sh", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log(folder).toFile())
            .start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failed("it took more than " + timeout.toMillis() / 1e3 + " s");
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    if (process.exitValue() != 0) {
      throw failed("it ended with status " + process.exitValue() + said(folder));
    }
  }

  private static Path log(Path folder) {
    return folder.resolve("log");
  }

  /** The last line it printed, if any. */
  private static String said(Path folder) throws IOException {
    String all = new String(end(folder, LOG_TAIL), UTF_8).strip();
    String last = all.substring(all.lastIndexOf('\n') + 1).replaceAll("\\p{C}", "");
    return last.isEmpty() ? "" : ": " + last.substring(0, Math.min(SHOWN, last.length()));
  }

  private static byte[] end(Path folder, int most) throws IOException {
    if (!Files.exists(log(folder))) {
      return new byte[0];
    }
    try (RandomAccessFile log = new RandomAccessFile(log(folder).toFile(), "r")) {
      byte[] end = new byte[(int) Math.min(most, log.length())];
      log.seek(log.length() - end.length);
      log.readFully(end);
      return end;
    }
  }

  /** As far as it goes: a program may leave files that are not ours to delete. */
  private static void delete(Path folder) {
    try (Stream<Path> inside = Files.walk(folder)) {
      inside.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException | UncheckedIOException e) {
      folder.toFile().deleteOnExit();
    }
  }
}
