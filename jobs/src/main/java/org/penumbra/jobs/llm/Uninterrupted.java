package org.penumbra.jobs.llm;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Work that a killed task still ends. Spark kills by an interrupt, which closes any file channel
 * that the task's own thread writes to.
 */
final class Uninterrupted {

  private Uninterrupted() {}

  /** What the work brings; an interrupt meanwhile is kept for the caller. */
  static <T> T call(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, Uninterrupted::start).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static void start(Runnable work) {
    new Thread(work, "penumbra-answers").start();
  }
}
