package org.penumbra.llm;

import java.util.concurrent.CompletableFuture;
import org.penumbra.Errors;

/**
 * Finds who is to blame where a request brought nothing: a text, the server, or the moment. A text
 * is while others are answered; where no other is asked about, a harmless one tells. Texts that
 * were asked about together are parted before one of them is blamed.
 */
final class Blame {

  /** Failures after which the server is tried with another text. */
  private static final int FAILURES_BEFORE_DOUBT = 2;

  /** A server that says "too many" so often to one text means the text. */
  private static final int THROTTLED_OFTEN = 20;

  /** Unusable replies after which texts are parted; the first may be the moment's. */
  private static final int TOGETHER = 2;

  private final Service service;
  private final Patience patience;
  private final Canary<?> canary;
  private long answeredAt = System.nanoTime();
  private long failingSince;

  Blame(Service service, Patience patience, Canary<?> canary) {
    this.service = service;
    this.patience = patience;
    this.canary = canary;
  }

  /** The server had a usable answer, or said what it does not like about a text. */
  synchronized void answered(long now) {
    answeredAt = now;
    failingSince = 0;
  }

  /** What is to be done about a bundle. */
  CompletableFuture<Verdict> of(Bundle<?> bundle, Fault fault, long now) {
    return switch (fault.kind()) {
      case FATAL -> CompletableFuture.completedFuture(refused(fault));
      case DOUBTFUL ->
          canary
              .ask()
              .handle(
                  (reply, failure) ->
                      reply != null
                          ? text(bundle, Verdict.Kind.REJECT, fault)
                          : refuses(Faults.of(failure))
                              ? refused(fault)
                              : retry(bundle, fault, now));
      case REJECT -> {
        answered(now);
        yield CompletableFuture.completedFuture(text(bundle, Verdict.Kind.REJECT, fault));
      }
      case RETRY, THROTTLED -> CompletableFuture.completedFuture(retry(bundle, fault, now));
    };
  }

  /** One of the bundle's texts, if it has several. */
  private static Verdict text(Bundle<?> bundle, Verdict.Kind kind, Fault fault) {
    return Verdict.of(bundle.single() ? kind : Verdict.Kind.HALVE, fault);
  }

  private Verdict refused(Fault fault) {
    return Verdict.stop(fault, Errors.modelRefuses(fault.reason(), service.modelKey()));
  }

  private static boolean refuses(Fault fault) {
    return switch (fault.kind()) {
      case FATAL, DOUBTFUL, REJECT -> true;
      case RETRY, THROTTLED -> false;
    };
  }

  private Verdict retry(Bundle<?> bundle, Fault fault, long now) {
    boolean othersAnswered;
    boolean outage;
    synchronized (this) {
      othersAnswered = answeredAt > bundle.blamedAt;
      failingSince = failingSince == 0 ? now : failingSince;
      outage = now - failingSince > patience.outage().toNanos();
    }
    if (outage) {
      return Verdict.stop(
          fault,
          Errors.modelSilent(service.key("outage"), patience.outage().toSeconds(), fault.reason()));
    }
    boolean own = fault.kind() == Fault.Kind.RETRY || bundle.failures >= THROTTLED_OFTEN;
    if (othersAnswered && own) {
      bundle.unusable++;
      bundle.blamedAt = now;
    } else if (!othersAnswered && bundle.failures >= FAILURES_BEFORE_DOUBT) {
      canary.wake();
    }
    boolean enough = bundle.unusable >= (bundle.single() ? patience.attempts() : TOGETHER);
    return enough
        ? text(bundle, Verdict.Kind.GIVE_UP, fault)
        : Verdict.of(Verdict.Kind.AGAIN, fault);
  }
}
