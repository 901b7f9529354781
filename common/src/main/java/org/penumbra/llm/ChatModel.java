package org.penumbra.llm;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A model behind a server. */
public interface ChatModel extends AutoCloseable {

  /**
   * Sends one request; returns at once.
   *
   * @param seed for the server's sampling
   * @return the reply, or a failure that {@link Faults} understands
   */
  CompletableFuture<Reply> ask(List<Message> messages, Parameters parameters, long seed);

  @Override
  void close();
}
