package org.penumbra.llm;

import com.openai.core.http.Headers;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import java.io.InterruptedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which failures of a request are worth another try. What the server wrote is looked at, never
 * passed on: it may quote the key or the text.
 */
public final class Faults {

  private static final Set<Integer> FATAL = Set.of(401, 402);

  private static final Set<Integer> PASSING = Set.of(408, 409, 425);
  private static final Set<Integer> THROTTLED = Set.of(429, 503, 529);
  private static final List<String> FILTERED =
      List.of("content_filter", "content_policy", "responsibleai");
  private static final List<String> TOO_LONG =
      List.of("context_length", "context length", "context size", "maximum context", "too long");

  /** So llama.cpp refuses a text for embedding, by a status that elsewhere passes. */
  private static final String TOO_LARGE = "too large to process";

  private static final String LONG = "text longer than the model's context";

  private static final String LATE = "no answer in time";

  private Faults() {}

  /** What a failure of the client comes to. */
  public static Fault of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Fault fault) {
        return fault;
      }
      if (cause instanceof OpenAIServiceException answered) {
        return of(answered);
      }
      if (cause instanceof OpenAIInvalidDataException) {
        return Fault.retry("unreadable answer");
      }
      if (cause instanceof OpenAIIoException) {
        return Fault.retry(connection(cause));
      }
    }
    throw new IllegalStateException("The client failed", failure);
  }

  /** Whether the server answered with a status that no tokens are paid for. */
  static boolean hasStatus(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OpenAIServiceException) {
        return true;
      }
    }
    return false;
  }

  private static Fault of(OpenAIServiceException failure) {
    Fault fault = of(failure.statusCode(), said(failure));
    return fault.after(retryAfter(failure.headers()));
  }

  /**
   * By what a server says.
   *
   * @param said its words, in lower case
   */
  static Fault of(int status, String said) {
    if (FATAL.contains(status) || (status == 429 && said.contains("insufficient_quota"))) {
      return Fault.fatal("status " + status);
    }

    if (THROTTLED.contains(status)) {
      return Fault.throttled("status " + status);
    }
    if (status == 500 && said.contains(TOO_LARGE)) {
      return Fault.reject(LONG);
    }
    if (status >= 500 || PASSING.contains(status)) {
      return Fault.retry("status " + status);
    }
    if (status < 300) {
      return Fault.retry("unreadable answer");
    }
    if (FILTERED.stream().anyMatch(said::contains)) {
      return Fault.reject("content filter");
    }
    if (status == 413 || TOO_LONG.stream().anyMatch(said::contains)) {
      return Fault.reject(LONG);
    }
    // The text, the request or something in between: a gateway may refuse one text or all.
    return Fault.doubtful("refused with status " + status);
  }

  /** Whatever it is: its fields may be missing or of other types. */
  private static String said(OpenAIServiceException failure) {
    return failure.body().toString().toLowerCase(Locale.ROOT);
  }

  /** What the first such header says, or null: milliseconds, seconds or a date. */
  private static Duration retryAfter(Headers headers) {
    List<String> millis = headers.values("retry-after-ms");
    List<String> after = headers.values("retry-after");
    if (!millis.isEmpty()) {
      return number(millis.get(0), 1);
    }
    if (after.isEmpty()) {
      return null;
    }
    Duration seconds = number(after.get(0), 1000);
    return seconds == null ? date(after.get(0)) : seconds;
  }

  private static Duration number(String value, double millis) {
    try {
      double number = Double.parseDouble(value.strip());
      return number >= 0 && number < 1e9 ? Duration.ofMillis((long) (number * millis)) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static Duration date(String value) {
    try {
      Instant at =
          ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration until = Duration.between(Instant.now(), at);
      return until.isNegative() ? Duration.ZERO : until;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The kind of the innermost failure: its message may hold an address with a key in it. */
  private static String connection(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      if (innermost instanceof InterruptedIOException) {
        return LATE;
      }
      innermost = innermost.getCause();
    }
    return innermost instanceof InterruptedIOException
        ? LATE
        : "connection failed (" + innermost.getClass().getSimpleName() + ")";
  }
}
