package org.penumbra.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.penumbra.Errors;

/**
 * A user's filter: JSON strings in, JSON strings out, a line each, in the same order. It is run by
 * the shell and gets all texts of a call at once.
 */
final class RedactCommand {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_COMPLAINT = 300;

  private final String command;

  RedactCommand(String command) {
    this.command = command;
  }

  List<String> filter(List<String> texts) {
    try {
      Process process = new ProcessBuilder("sh", "-c", command).start();
      CompletableFuture<byte[]> complaints = reading(process.getErrorStream());
      CompletableFuture<byte[]> answers = reading(process.getInputStream());
      String unread = feed(process, texts);
      int status = process.waitFor();
      if (status != 0) {
        throw failed("it ended with status %d%s".formatted(status, said(complaints.join())));
      }
      List<String> redacted = parse(new String(answers.join(), UTF_8));
      if (redacted.size() != texts.size()) {
        throw failed(
            "it was given %d texts and wrote %d%s"
                .formatted(texts.size(), redacted.size(), unread));
      }
      return redacted;
    } catch (IOException | CompletionException e) {
      throw failed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("it was interrupted");
    }
  }

  /** Writes the texts; what to add to an error if the command did not read them all. */
  private static String feed(Process process, List<String> texts) {
    try (OutputStream in = process.getOutputStream()) {
      for (String text : texts) {
        in.write((JSON.writeValueAsString(text) + "\n").getBytes(UTF_8));
      }
      return "";
    } catch (IOException e) {
      return ", without reading them all";
    }
  }

  private static CompletableFuture<byte[]> reading(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        });
  }

  private List<String> parse(String answers) {
    List<String> redacted = new ArrayList<>();
    for (String line : answers.lines().toList()) {
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

  private static String said(byte[] complaints) {
    String text = new String(complaints, UTF_8).strip();
    return text.isEmpty()
        ? ""
        : " and said: " + text.substring(0, Math.min(text.length(), LONGEST_COMPLAINT));
  }

  private RuntimeException failed(String reason) {
    return Errors.redactionFailed(command, reason);
  }
}
