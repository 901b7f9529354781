package org.penumbra.llm;

import java.util.List;

/**
 * Questions that go to the server in one request, and stay together until they are answered or one
 * of them may be to blame for a failure.
 *
 * @param <A> what a text gets
 */
final class Bundle<A> {

  private static final long FIRST_WAIT_MILLIS = 250;
  private static final long LONGEST_WAIT_MILLIS = 20_000;
  private static final int DOUBLINGS = 16;

  final List<Question<A>> questions;
  final Inquiry<A> inquiry;

  /** Requests that brought nothing. */
  int failures;

  /** Those of them that are the texts' own, for others were answered meanwhile. */
  int unusable;

  /** When the last of these was. */
  long blamedAt;

  private Bundle(List<Question<A>> questions, Exchange<A> exchange, long since) {
    this.questions = List.copyOf(questions);
    this.inquiry = exchange.about(this.questions.stream().map(one -> one.text).toList());
    this.blamedAt = since;
  }

  /** One of questions that were not asked yet. */
  static <A> Bundle<A> of(List<Question<A>> fresh, Exchange<A> exchange) {
    return new Bundle<>(fresh, exchange, fresh.get(0).askedAt);
  }

  /** The two halves of one that failed: the text that is to blame costs few others much. */
  List<Bundle<A>> halves(Exchange<A> exchange, long now) {
    int middle = questions.size() / 2;
    return List.of(
        new Bundle<>(questions.subList(0, middle), exchange, now),
        new Bundle<>(questions.subList(middle, questions.size()), exchange, now));
  }

  boolean single() {
    return questions.size() == 1;
  }

  /** Of all texts together. */
  long characters() {
    return questions.stream().mapToLong(one -> one.text.length()).sum();
  }

  /** Puts down what a request used: its tokens by the texts' lengths, itself to the first. */
  void used(Usage usage) {
    long characters = Math.max(1, characters());
    Usage left = usage;
    for (int i = questions.size() - 1; i > 0; i--) {
      Question<A> question = questions.get(i);
      double share = (double) question.text.length() / characters;
      Usage part =
          new Usage(
              0, (long) (usage.promptTokens() * share), (long) (usage.completionTokens() * share));
      question.usage = question.usage.plus(part);
      left = left.minus(part);
    }
    questions.get(0).usage = questions.get(0).usage.plus(left);
  }

  /** How long to wait after so many failures: twice as long each time. */
  long waitMillis() {
    return Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(failures, DOUBLINGS));
  }
}
