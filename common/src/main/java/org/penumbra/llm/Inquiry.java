package org.penumbra.llm;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What is asked about some texts until all of it is there: by one request, or by several one after
 * another.
 *
 * @param <A> what a text gets
 */
public interface Inquiry<A> {

  /**
   * Sends the next request; returns at once.
   *
   * @return what came, or a failure that {@link Faults} understands
   */
  CompletableFuture<Received<A>> send();

  /**
   * A server's reply.
   *
   * @param <A> what a text gets
   */
  interface Received<A> {

    /** What the server says it took, where it says what can be. */
    Optional<Usage> usage();

    /**
     * Reads it.
     *
     * @return what each text gets, in their order; nothing where more has to be asked
     * @throws Fault where it is of no use
     */
    Optional<List<A>> read() throws Fault;
  }
}
