package org.penumbra.llm;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Asks about a harmless text, to learn whether the server fails or cannot bear one text. Asked by
 * many at once, it asks the server once.
 */
final class Canary {

  /** Nobody objects to it. */
  static final String TEXT = "The library opens at nine.";

  private static final long FRESH_NANOS = 1_000_000_000L;

  private final ChatModel model;
  private final Prompt prompt;
  private final Parameters parameters;
  private final LongSupplier clock;
  private final BiConsumer<Reply, Throwable> heard;
  private CompletableFuture<Reply> last;
  private long askedAt;

  /**
   * @param heard gets each reply of the server, or why there is none, once
   */
  Canary(
      ChatModel model,
      Prompt prompt,
      Parameters parameters,
      LongSupplier clock,
      BiConsumer<Reply, Throwable> heard) {
    this.model = model;
    this.prompt = prompt;
    this.parameters = parameters;
    this.clock = clock;
    this.heard = heard;
  }

  /** The reply to it, or why there is none. */
  synchronized CompletableFuture<Reply> ask() {
    long now = clock.getAsLong();
    if (last == null || (last.isDone() && now - askedAt > FRESH_NANOS)) {
      askedAt = now;
      last = sent().whenComplete(heard);
    }
    return last;
  }

  private CompletableFuture<Reply> sent() {
    try {
      return model.ask(prompt.about(TEXT), parameters, 0);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
