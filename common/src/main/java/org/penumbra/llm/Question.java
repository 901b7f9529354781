package org.penumbra.llm;

import java.util.concurrent.CompletableFuture;

/**
 * A text that is asked about, from its first request to its answer.
 *
 * @param <A> what it gets
 */
final class Question<A> {

  final String textHash;
  final String text;
  final CompletableFuture<Answer<A>> answer = new CompletableFuture<>();
  final long askedAt = System.nanoTime();
  Usage usage = Usage.NONE;

  Question(String textHash, String text) {
    this.textHash = textHash;
    this.text = text;
  }
}
