package org.penumbra.llm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AimdTest {

  private static final long MILLI = 1_000_000;

  @Test
  void doublesInEachRoundTripUntilItsBound() {
    Aimd limit = new Aimd(64);

    answers(limit, 4 + 8 + 16 + 32, 50);

    assertThat(limit.limit()).isEqualTo(64);
    answers(limit, 100, 50);
    assertThat(limit.limit()).isEqualTo(64);
  }

  @Test
  void halvesOnceForAllThatWasSentBefore() {
    Aimd limit = new Aimd(64);
    answers(limit, 60, 50);

    limit.overloaded(1000 * MILLI, 1050 * MILLI);
    limit.overloaded(1001 * MILLI, 1051 * MILLI);
    limit.overloaded(1050 * MILLI, 1052 * MILLI);

    assertThat(limit.limit()).isEqualTo(32);
    limit.overloaded(1051 * MILLI, 1100 * MILLI);
    assertThat(limit.limit()).isEqualTo(16);
  }

  @Test
  void growsByOneInARoundTripOnceItHasDecreased() {
    Aimd limit = new Aimd(64);
    answers(limit, 60, 50);
    limit.overloaded(0, 1);

    answers(limit, 33, 50);

    assertThat(limit.limit()).isEqualTo(33);
  }

  @Test
  void easesWhenAnswersTakeTwiceAsLong() {
    Aimd limit = new Aimd(100);
    answers(limit, 96, 50);

    answers(limit, 200, 400);

    assertThat(limit.limit()).isEqualTo(90);
  }

  @Test
  void aFewLongAnswersAmongManyAreNoSign() {
    Aimd limit = new Aimd(100);

    for (int i = 0; i < 50; i++) {
      answers(limit, 15, 50);
      answers(limit, 1, 1500);
    }

    assertThat(limit.limit()).isEqualTo(100);
  }

  @Test
  void aQuickServerThatFaltersIsNotTakenForAFullOne() {
    Aimd limit = new Aimd(100);
    answers(limit, 96, 1);

    answers(limit, 50, 80);

    assertThat(limit.limit()).isEqualTo(100);
  }

  @Test
  void learnsThatAServerHasBecomeSlower() {
    Aimd limit = new Aimd(100);
    answers(limit, 10, 50);

    // Each takes longer than twice as long as at first, and is sent after the last decrease.
    for (long i = 0; i < 3000; i++) {
      limit.answered(i * 1000 * MILLI, (i * 1000 + 250) * MILLI);
    }

    assertThat(limit.limit()).isGreaterThan(20);
  }

  @Test
  void neverFallsBelowOne() {
    Aimd limit = new Aimd(64);

    for (long i = 1; i < 20; i++) {
      limit.overloaded(2 * i, 2 * i + 1);
    }

    assertThat(limit.limit()).isEqualTo(1);
  }

  private static void answers(Aimd limit, int count, long millis) {
    for (int i = 0; i < count; i++) {
      limit.answered(0, millis * MILLI);
    }
  }
}
