package org.penumbra.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final long MILLI = 1_000_000;
  private static final Usage USUAL = new Usage(1, 300, 2);

  private final List<Spending> saved = new ArrayList<>();
  private long now;

  @Test
  void withoutLimitsGrantsWhatIsWanted() {
    Ledger ledger = ledger(limits(null, null, null, null, null));

    assertThat(renew(ledger, "a", 128).requests()).isEqualTo(128);
  }

  /** A worker dies in the middle, another comes; each sends all it is granted, at once. */
  @Test
  void theRateOfAllWorkersTogetherIsTheLimit() {
    Ledger ledger = ledger(limits(60_000L, null, null, null, null));
    long sent = 0;
    for (long tick = 1; tick <= 600; tick++) {
      now = tick * 100 * MILLI;
      sent += renew(ledger, "a", 1000).requests();
      if (tick <= 300) {
        sent += renew(ledger, "b", 1000).requests();
      } else if (tick > 350) {
        sent += renew(ledger, "c", 1000).requests();
      }
    }

    assertThat((double) sent).isEqualTo(60_000, offset(0.05 * 60_000));
    assertThat(sent).isLessThanOrEqualTo(60_000);
  }

  @Test
  void noWorkerStarves() {
    Ledger ledger = ledger(limits(60_000L, null, null, null, null));
    long one = 0;
    long other = 0;
    for (long tick = 1; tick <= 100; tick++) {
      now = tick * 100 * MILLI;
      one += renew(ledger, "a", 1000).requests();
      other += renew(ledger, "b", 1000).requests();
    }

    assertThat((double) one / (one + other)).isBetween(0.25, 0.75);
  }

  @Test
  void whatIsNotUsedReturns() {
    Ledger ledger = ledger(limits(60_000L, null, null, null, null));
    now = 1000 * MILLI;
    long granted = renew(ledger, "a", 1000).requests();
    // What a quarter of a second lets through.
    assertThat(granted).isEqualTo(250);

    Grant again = ledger.renew(new Report("a", granted, 0, 500, USUAL, Usage.NONE, 0, 0));

    assertThat(again.requests()).isEqualTo(250);
  }

  @Test
  void tokensAreLimitedAtTheirUsualSizeAndSettledAtTheirOwn() {
    Ledger ledger = ledger(limits(null, 6_040_000L, null, null, null));
    now = 1000 * MILLI;
    // 25,167 tokens in a quarter of a second are 83 requests of 302.
    assertThat(renew(ledger, "a", 1000).requests()).isEqualTo(83);

    now = 1250 * MILLI;
    Usage twiceAsLarge = new Usage(83, 83 * 602, 83 * 2);
    Grant next = ledger.renew(new Report("a", 0, 0, 1000, USUAL, twiceAsLarge, 83, 0));

    // What they took too much comes off what follows.
    assertThat(next.requests()).isLessThanOrEqualTo(3);
  }

  @Test
  void aLimitBelowOneRequestASecondStillLetsOneThrough() {
    Ledger ledger = ledger(limits(null, 600L, null, null, null));
    long sent = 0;
    for (long tick = 1; tick <= 1200; tick++) {
      now = tick * 100 * MILLI;
      Grant grant = renew(ledger, "a", 10);
      sent += grant.requests();
    }

    // 1,200 tokens in two minutes, 302 each.
    assertThat(sent).isBetween(3L, 4L);
  }

  @Test
  void aCapOnRequestsIsNeverExceeded() {
    Ledger ledger = ledger(limits(null, null, 100L, null, null));

    assertThat(renew(ledger, "a", 60).requests()).isEqualTo(60);
    assertThat(renew(ledger, "b", 60).requests()).isEqualTo(40);
    assertThat(renew(ledger, "c", 60)).isEqualTo(new Grant(0, 100, null));
    done(ledger, "a", 60);
    Grant last = done(ledger, "b", 40);

    assertThat(last.stop()).isEqualTo("llm.max-requests = 100 is reached");
    assertThat(ledger.spending().usage().requests()).isEqualTo(100);
  }

  @Test
  void aCapOnTokensOrMoneyIsKeptByTheUsualSize() {
    Ledger tokens = ledger(limits(null, null, null, 3020L, null));
    assertThat(renew(tokens, "a", 60).requests()).isEqualTo(10);
    assertThat(done(tokens, "a", 10).stop()).isEqualTo("llm.max-tokens = 3,020 is reached");

    Ledger money = ledger(limits(null, null, null, null, 0.01));
    // 300 at 2 and 2 at 10 a million: 0.00062 each.
    assertThat(renew(money, "a", 60).requests()).isEqualTo(16);
    Grant stopped = done(money, "a", 16);
    assertThat(stopped.stop()).isEqualTo("llm.max-cost = 0.01 is reached");
    assertThat(money.spending().cost()).isEqualTo(0.00992, offset(1e-9));
  }

  /** Where 0.8 + 0.2 is 1.0 and (1.0 - 0.8) / 0.2 is less than 1. */
  @Test
  void whereNobodyCanGetOneMoreRequestTheWorkEnds() {
    for (int requests = 1; requests < 200; requests++) {
      Ledger ledger =
          ledger(
              new Limits(
                  Service.CHAT, null, null, null, null, requests * 0.2, 1e6 / 300 * 0.2, 0, 0.1));
      long granted = renew(ledger, "a", 1000).requests();

      Grant last = done(ledger, "a", granted);

      assertThat(last.requests() > 0 || last.stop() != null).as("cap " + requests).isTrue();
    }
  }

  @Test
  void whatWasPendingWhenADriverDiedCountsAsSpent() {
    Ledger ledger = ledger(limits(null, null, 100L, null, null));
    renew(ledger, "a", 60);

    Spending kept = saved.get(saved.size() - 1);
    Ledger next = new Ledger(limits(null, null, 100L, null, null), kept, () -> now, saved::add);

    assertThat(renew(next, "a", 60).requests()).isEqualTo(40);
  }

  @Test
  void aWorkerThatIsNotHeardOfHasSpentWhatItWasGranted() {
    Ledger ledger = ledger(limits(null, null, 100L, null, null));
    renew(ledger, "a", 60);

    now += 6000 * MILLI;

    assertThat(renew(ledger, "b", 60).requests()).isEqualTo(40);
    assertThat(ledger.spending().usage().requests()).isEqualTo(60);
  }

  @Test
  void aWorkerThatWasTakenForDeadIsNotChargedTwice() {
    Ledger ledger = ledger(limits(null, null, 100L, null, null));
    renew(ledger, "a", 60);
    now += 6000 * MILLI;
    renew(ledger, "b", 0);

    done(ledger, "a", 60);

    assertThat(ledger.spending().usage()).isEqualTo(new Usage(60, 60 * 300, 60 * 2));
  }

  @Test
  void anIdleWorkerTakesNoShareOfTheRate() {
    Ledger ledger = ledger(limits(60_000L, null, null, null, null));
    renew(ledger, "idle", 0);
    renew(ledger, "idle too", 0);
    now = 1000 * MILLI;

    assertThat(renew(ledger, "a", 1000).requests()).isEqualTo(250);
  }

  @Test
  void notEachGrantWaitsForTheStore() {
    Ledger ledger = ledger(limits(null, null, 1_000_000L, null, null));
    for (int i = 0; i < 1000; i++) {
      Grant grant = renew(ledger, "a", 10);
      done(ledger, "a", grant.requests());
    }

    assertThat(saved).hasSizeBetween(10, 500);
    Spending last = saved.get(saved.size() - 1);
    assertThat(last.total().requests()).isBetween(10_000L, 10_200L);
  }

  @Test
  void withoutACapWhatWasSpentIsSavedNowAndThen() {
    Ledger ledger = ledger(limits(null, null, null, null, null));
    for (long second = 0; second < 60; second++) {
      now = second * 1000 * MILLI;
      renew(ledger, "a", 10);
    }

    assertThat(saved).hasSizeBetween(8, 12);
  }

  @Test
  void endsWhenTooManyTextsGetNoScore() {
    Ledger ledger = ledger(limits(null, null, null, null, null));

    Grant fine = ledger.renew(new Report("a", 0, 0, 10, USUAL, Usage.NONE, 180, 20));
    Grant stopped = ledger.renew(new Report("a", 0, 0, 10, USUAL, Usage.NONE, 0, 1));

    assertThat(fine.stop()).isNull();
    assertThat(stopped)
        .isEqualTo(
            new Grant(
                0, 100, "21 of 201 texts got no score, more than llm.max-failure-share = 0.1"));
  }

  @Test
  void workersOfALargeClusterAskMoreSeldom() {
    Ledger ledger = ledger(limits(null, null, null, null, null));
    for (int worker = 0; worker < 500; worker++) {
      renew(ledger, "w" + worker, 1);
    }

    assertThat(renew(ledger, "w0", 1).pauseMillis()).isEqualTo(500);
  }

  @Property(tries = 200)
  void noOrderOfReportsExceedsACap(
      @ForAll @IntRange(min = 1, max = 500) int cap,
      @ForAll List<@IntRange(min = 0, max = 60) Integer> steps) {
    Ledger ledger = ledger(limits(null, null, (long) cap, null, null));
    long[] held = new long[3];
    long sent = 0;
    for (int i = 0; i < steps.size(); i++) {
      int worker = i % held.length;
      long use = Math.min(held[worker], steps.get(i));
      sent += use;
      Grant grant =
          ledger.renew(
              new Report(
                  "w" + worker,
                  held[worker] - use,
                  0,
                  steps.get(i),
                  USUAL,
                  new Usage(use, use * 300, use * 2),
                  use,
                  0));
      held[worker] = grant.requests();
    }

    assertThat(sent).isLessThanOrEqualTo(cap);
  }

  private Ledger ledger(Limits limits) {
    return new Ledger(limits, Spending.NONE, () -> now, saved::add);
  }

  private static Limits limits(
      Long perMinute, Long tokensPerMinute, Long requests, Long tokens, Double cost) {
    return new Limits(Service.CHAT, perMinute, tokensPerMinute, requests, tokens, cost, 2, 10, 0.1);
  }

  /** Says that all of the last grant was sent and answered, and wants more. */
  private static Grant renew(Ledger ledger, String worker, long wanted) {
    return ledger.renew(new Report(worker, 0, 0, wanted, USUAL, Usage.NONE, 0, 0));
  }

  private static Grant done(Ledger ledger, String worker, long requests) {
    Usage used = new Usage(requests, requests * 300, requests * 2);
    return ledger.renew(new Report(worker, 0, 0, 10, USUAL, used, requests, 0));
  }
}
