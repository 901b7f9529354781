package org.penumbra.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A text that is asked about, from its first request to its answer. */
final class Question {

  private static final long FIRST_WAIT_MILLIS = 250;
  private static final long LONGEST_WAIT_MILLIS = 20_000;
  private static final int DOUBLINGS = 16;

  final String textHash;
  final String text;
  final CompletableFuture<Answer> answer = new CompletableFuture<>();
  final List<Reply.Choice> choices = new ArrayList<>();
  Usage usage = Usage.NONE;

  /** Requests that brought nothing. */
  int failures;

  /** Those of them that are the text's own, for others were answered meanwhile. */
  int unusable;

  /** When the last of these was. */
  long blamedAt = System.nanoTime();

  Question(String textHash, String text) {
    this.textHash = textHash;
    this.text = text;
  }

  /** How long to wait after so many failures: twice as long each time. */
  long waitMillis() {
    return Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(failures, DOUBLINGS));
  }
}
