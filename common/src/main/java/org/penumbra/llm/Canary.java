package org.penumbra.llm;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Asks about a harmless text, to learn whether the server fails or cannot bear one text. Asked by
 * many at once, it asks the server once.
 *
 * @param <A> what a text gets
 */
final class Canary<A> {

  /** Nobody objects to it. */
  static final String TEXT = "The library opens at nine.";

  private static final long FRESH_NANOS = 1_000_000_000L;

  private final Exchange<A> exchange;
  private final LongSupplier clock;
  private final BiConsumer<Inquiry.Received<A>, Throwable> heard;
  private CompletableFuture<Inquiry.Received<A>> last;
  private long askedAt;

  /**
   * @param heard gets each reply of the server, or why there is none, once
   */
  Canary(
      Exchange<A> exchange, LongSupplier clock, BiConsumer<Inquiry.Received<A>, Throwable> heard) {
    this.exchange = exchange;
    this.clock = clock;
    this.heard = heard;
  }

  /** The reply to it, or why there is none. */
  synchronized CompletableFuture<Inquiry.Received<A>> ask() {
    long now = clock.getAsLong();
    if (last == null || (last.isDone() && now - askedAt > FRESH_NANOS)) {
      askedAt = now;
      last = sent().whenComplete(heard);
    }
    return last;
  }

  /** Asks; the answer is for the one who hears. */
  void wake() {
    CompletableFuture<?> unused = ask();
  }

  /** A server that says nothing usable is as good as silent, whatever its status. */
  private static <A> Inquiry.Received<A> read(Inquiry.Received<A> received) {
    try {
      Object unused = received.read();
    } catch (Fault fault) {
      if (fault.kind() == Fault.Kind.RETRY) {
        throw new CompletionException(fault);
      }
    }
    return received;
  }

  private CompletableFuture<Inquiry.Received<A>> sent() {
    try {
      return exchange.about(List.of(TEXT)).send().thenApply(Canary::read);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
