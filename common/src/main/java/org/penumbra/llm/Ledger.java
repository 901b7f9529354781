package org.penumbra.llm;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Leases requests to workers, so that rate, tokens and money hold for all of them together. A grant
 * lasts until the worker's next report, a second at most; what it did not use then returns. The
 * rate is a token bucket that holds a quarter of a second's worth and begins empty; of what it
 * holds, a worker gets its share among those heard of lately.
 */
public final class Ledger {

  private static final double NANOS_PER_MINUTE = 60e9;
  private static final long SILENT_NANOS = 5_000_000_000L;
  private static final long PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 1000;

  private static final long SAVED_NANOS = 5_000_000_000L;

  /** A hundredth of what was spent is saved ahead. */
  private static final long AHEAD = 100;

  /** So that a few failures among the first do not end the work. */
  private static final long FEW = 200;

  private final Limits limits;
  private final LongSupplier clock;
  private final Consumer<Spending> saved;
  private final Spending before;
  private final Map<String, Worker> workers = new HashMap<>();
  private final Map<String, Usage> dismissed = new HashMap<>();
  private final Bucket requests;
  private final Bucket tokens;
  private Usage spent;
  private long scored;
  private long rejected;
  private long savedAt;
  private long savedFor;

  /**
   * @param before what earlier attempts spent
   * @param clock in nanoseconds
   * @param saved gets what was spent before requests are granted that could spend more
   */
  public Ledger(Limits limits, Spending before, LongSupplier clock, Consumer<Spending> saved) {
    this.limits = limits;
    this.clock = clock;
    this.saved = saved;
    this.before = before;
    this.spent = before.total();
    this.requests = new Bucket(limits.requestsPerMinute(), clock.getAsLong());
    this.tokens = new Bucket(limits.tokensPerMinute(), clock.getAsLong());
  }

  /** What is asked for. */
  public Service service() {
    return limits.service();
  }

  /** Takes a worker's report; what it may send next. */
  public synchronized Grant renew(Report report) {
    long now = clock.getAsLong();
    Worker worker = workers.computeIfAbsent(report.worker(), name -> new Worker());
    // Taken for dead, it was charged with all that it had been granted.
    Usage charged = dismissed.remove(report.worker());
    if (charged != null) {
      spent = spent.minus(charged);
    }
    settle(worker, report);
    worker.heardAt = now;
    dismissSilent(now);
    long pause = Math.min(LONGEST_PAUSE_MILLIS, Math.max(PAUSE_MILLIS, workers.size()));
    String stop = stop(report);
    if (stop != null) {
      return new Grant(0, pause, stop);
    }
    long granted = Math.max(0, Math.min(report.wanted(), allowed(report.usual(), now)));
    worker.granted = granted;
    requests.take(granted);
    tokens.take(granted * report.usual().tokens());
    save(now, granted);
    return new Grant(granted, pause, null);
  }

  /**
   * With a cap, before more can be spent than was saved; some more than is granted, so that not
   * each grant waits for the store. Without one, now and then.
   */
  private void save(long now, long granted) {
    Spending so = spending();
    if (limits.capped() && granted > 0 && so.total().requests() > savedFor) {
      Usage ahead = one().times(so.total().requests() / AHEAD);
      savedFor = so.total().plus(ahead).requests();
      Usage pending = so.pending().plus(ahead);
      saved.accept(new Spending(so.usage(), pending, cost(so.usage().plus(pending))));
      savedAt = now;
    } else if (!limits.capped() && now - savedAt > SAVED_NANOS) {
      saved.accept(so);
      savedAt = now;
    }
  }

  /** Counts what was sent without a lease. */
  public synchronized void spend(Usage usage) {
    spent = spent.plus(usage);
  }

  /** What was spent so far. */
  public synchronized Spending spending() {
    Usage pending = Usage.NONE;
    for (Worker worker : workers.values()) {
      pending = pending.plus(worker.pending());
    }
    return new Spending(spent, pending, cost(spent.plus(pending)));
  }

  /** What was spent before may have had other prices. */
  private double cost(Usage total) {
    return before.cost() + limits.cost(total.minus(before.total()));
  }

  /** Texts that got a score in this attempt; those that had an answer before are among them. */
  public synchronized long scored() {
    return scored;
  }

  /** Texts that got none. */
  public synchronized long rejected() {
    return rejected;
  }

  private void settle(Worker worker, Report report) {
    requests.take(-report.unused());
    // What was granted was taken at the usual size; the rest is known now.
    tokens.take(
        report.done().tokens()
            - (report.done().requests() + report.unused()) * worker.usual.tokens());
    worker.granted = 0;
    worker.inFlight = report.inFlight();
    worker.usual = report.usual();
    worker.wanting = report.wanted() > 0;
    spent = spent.plus(report.done());
    scored += report.scored();
    rejected += report.rejected();
  }

  /** One that is not heard of may have sent all it was granted. */
  private void dismissSilent(long now) {
    for (Iterator<Map.Entry<String, Worker>> all = workers.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<String, Worker> worker = all.next();
      if (now - worker.getValue().heardAt > SILENT_NANOS) {
        Usage pending = worker.getValue().pending();
        spent = spent.plus(pending);
        dismissed.put(worker.getKey(), pending);
        all.remove();
      }
    }
  }

  private String stop(Report report) {
    long asked = scored + rejected;
    if (asked >= FEW && rejected > limits.maxFailureShare() * asked) {
      return String.format(
          Locale.ROOT,
          "%,d of %,d texts got no %s, more than %s = %s",
          rejected,
          asked,
          limits.service().brings(),
          limits.service().key("max-failure-share"),
          limits.maxFailureShare());
    }
    // By the very figure that is granted by: else nobody would get a request, and nobody stop.
    boolean over = report.wanted() > 0 && pendingRequests() == 0 && withinCaps(report.usual()) < 1;
    return over ? reached() : null;
  }

  /** The cap that is nearest to being used up. */
  private String reached() {
    Usage total = spent;
    if (limits.maxRequests() != null && total.requests() >= limits.maxRequests()) {
      return reached("max-requests", limits.maxRequests());
    }
    boolean money =
        limits.maxCost() != null
            && (limits.maxTokens() == null
                || cost(total) / limits.maxCost() > (double) total.tokens() / limits.maxTokens());
    return money
        ? limits.service().key("max-cost") + " = " + limits.maxCost() + " is reached"
        : reached("max-tokens", limits.maxTokens());
  }

  private String reached(String name, long most) {
    return "%s = %,d is reached".formatted(limits.service().key(name), most);
  }

  private long pendingRequests() {
    return workers.values().stream().mapToLong(worker -> worker.pending().requests()).sum();
  }

  /** The largest usual request. */
  private Usage one() {
    return workers.values().stream()
        .map(worker -> worker.usual)
        .reduce((one, other) -> one.tokens() > other.tokens() ? one : other)
        .orElse(Usage.NONE);
  }

  private long allowed(Usage usual, long now) {
    long perRequest = Math.max(1, usual.tokens());
    int wanting = (int) workers.values().stream().filter(worker -> worker.wanting).count();
    double allowed =
        Math.min(requests.share(now, wanting, 1), tokens.share(now, wanting, perRequest));
    return (long) Math.min(allowed, withinCaps(usual));
  }

  /** Requests that the caps leave room for. */
  private double withinCaps(Usage usual) {
    double allowed = Long.MAX_VALUE;
    Spending so = spending();
    if (limits.maxRequests() != null) {
      allowed = Math.min(allowed, (double) (limits.maxRequests() - so.total().requests()));
    }
    if (limits.maxTokens() != null) {
      double left = (double) (limits.maxTokens() - so.total().tokens());
      allowed = Math.min(allowed, left / Math.max(1, usual.tokens()));
    }
    double price = limits.cost(usual);
    if (limits.maxCost() != null && price > 0) {
      allowed = Math.min(allowed, (limits.maxCost() - so.cost()) / price);
    }
    return allowed;
  }

  private static final class Worker {

    private long granted;
    private long inFlight;
    private long heardAt;
    private boolean wanting;
    private Usage usual = Usage.NONE;

    Usage pending() {
      long open = granted + inFlight;
      return new Usage(open, open * usual.promptTokens(), open * usual.completionTokens());
    }
  }

  private static final class Bucket {

    /** What nobody wanted for a while may be sent at once later, but not much of it. */
    private static final double BURST_NANOS = 250e6;

    private final double perNano;
    private final double most;
    private double held;
    private long filledAt;

    Bucket(Long perMinute, long now) {
      this.perNano = perMinute == null ? Double.POSITIVE_INFINITY : perMinute / NANOS_PER_MINUTE;
      this.most = perNano * BURST_NANOS;
      this.filledAt = now;
    }

    /** Requests that a worker may take, of so much each. */
    double share(long now, int workers, long each) {
      if (Double.isInfinite(perNano)) {
        return Long.MAX_VALUE;
      }
      held = Math.min(Math.max(most, (double) each), held + (now - filledAt) * perNano);
      filledAt = now;
      return held < each ? 0 : Math.max(1, held / Math.max(1, workers) / each);
    }

    void take(long wanted) {
      if (!Double.isInfinite(perNano)) {
        held -= wanted;
      }
    }
  }
}
