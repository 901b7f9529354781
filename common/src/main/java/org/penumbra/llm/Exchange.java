package org.penumbra.llm;

import java.util.List;

/**
 * How a server is asked about texts, and what its replies bring.
 *
 * @param <A> what a text gets
 */
public interface Exchange<A> extends AutoCloseable {

  /** What is asked for. */
  Service service();

  /** Texts that one request may be about. */
  int bundle();

  /** What a usual request uses, before any was answered. */
  Usage usual();

  /** What a request about so many characters uses, where the server does not say. */
  Usage expected(long characters);

  /**
   * Begins to ask.
   *
   * @param texts at most {@link #bundle}
   */
  Inquiry<A> about(List<String> texts);

  @Override
  void close();
}
