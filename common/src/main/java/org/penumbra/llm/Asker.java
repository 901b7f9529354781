package org.penumbra.llm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.penumbra.Errors;
import org.penumbra.StableHash;

/**
 * Asks a server about texts: many at once, as many as it can take and the leases allow, again where
 * that helps. One per process; its callers wait while it has enough to do, so that memory does not
 * grow with the texts.
 *
 * @param <A> what a text gets
 */
public final class Asker<A> implements AutoCloseable {

  private static final long TICK_MILLIS = 20;
  private static final long LONGEST_RETRY_AFTER_MILLIS = 120_000;

  /** How long a text waits for others that go with it. */
  private static final long TOGETHER_NANOS = 50_000_000L;

  private final Exchange<A> exchange;
  private final Blame blame;
  private final Allowance allowance;
  private final int maxInFlight;
  private final Semaphore room;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "penumbra-llm");
            thread.setDaemon(true);
            return thread;
          });

  private final Deque<Question<A>> fresh = new ArrayDeque<>();
  private final Deque<Bundle<A>> ready = new ArrayDeque<>();
  private final Set<Bundle<A>> waiting = new HashSet<>();
  private final Aimd limit;
  private int open;
  private int inFlight;
  private long pausedUntil;
  private RuntimeException stopped;

  /**
   * @param worker this worker's name among all that ask
   * @param maxInFlight requests in flight at most
   */
  public Asker(
      String worker, Exchange<A> exchange, Patience patience, int maxInFlight, Leases leases) {
    this.exchange = exchange;
    this.blame =
        new Blame(
            exchange.service(),
            patience,
            new Canary<>(exchange, System::nanoTime, this::heardCanary));
    this.maxInFlight = maxInFlight;
    this.limit = new Aimd(maxInFlight);
    this.room = new Semaphore(2 * maxInFlight * exchange.bundle());
    this.allowance = new Allowance(worker, leases, exchange);
    Future<?> unused =
        timer.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Asks about a text; waits while enough is under way.
   *
   * @param wait for how long at most
   * @return the answer, a rejection among them, or a failure where the work has to end; nothing
   *     where there was no room yet
   */
  public Optional<CompletableFuture<Answer<A>>> ask(String textHash, String text, Duration wait)
      throws InterruptedException {
    if (!room.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
      return Optional.empty();
    }
    Question<A> question = new Question<>(textHash, text);
    synchronized (this) {
      if (stopped != null) {
        room.release();
        return Optional.of(CompletableFuture.failedFuture(stopped));
      }
      open++;
      fresh.addLast(question);
    }
    pump();
    return Optional.of(question.answer);
  }

  /** Counts texts that were answered before. */
  public void known(long withAnswer, long without) {
    allowance.ended(withAnswer, without);
  }

  /** Tells what was done so far; what was granted and is not needed returns. */
  public void flush() {
    renew(System.nanoTime());
  }

  /** Whether it takes no more questions. */
  public synchronized boolean isStopped() {
    return stopped != null;
  }

  /** Requests that it waits for. */
  public synchronized int inFlight() {
    return inFlight;
  }

  /** Requests that may be in flight now; 0 while nothing is asked. */
  public synchronized int limit() {
    return open == 0 || stopped != null ? 0 : limit.limit();
  }

  /** Ends the work: what is in flight is still waited for, nothing more is sent. */
  private void stop(RuntimeException reason) {
    List<Question<A>> left = new ArrayList<>();
    synchronized (this) {
      if (stopped != null) {
        return;
      }
      stopped = reason;
      left.addAll(fresh);
      ready.forEach(bundle -> left.addAll(bundle.questions));
      waiting.forEach(bundle -> left.addAll(bundle.questions));
      fresh.clear();
      ready.clear();
      waiting.clear();
    }
    left.forEach(question -> fail(question, reason));
  }

  private void tick() {
    try {
      long now = System.nanoTime();
      boolean wanting;
      boolean over;
      synchronized (this) {
        wanting = wanting();
        over = stopped != null && open == 0;
      }
      if (allowance.due(now, wanting)) {
        renew(now);
      }
      if (over) {
        timer.shutdown();
        exchange.close();
      } else {
        pump();
      }
    } catch (RuntimeException | Error e) {
      // Else the timer would end without a word, and whoever waits would wait for ever.
      stop(e instanceof RuntimeException usual ? usual : new IllegalStateException(e));
    }
  }

  private boolean wanting() {
    return stopped == null && !(fresh.isEmpty() && ready.isEmpty());
  }

  private void renew(long now) {
    long wanted;
    synchronized (this) {
      wanted = wanting() ? 2L * maxInFlight : 0;
    }
    String stop = allowance.renew(now, wanted);
    if (stop != null) {
      stop(Errors.askingStopped(stop));
    }
  }

  private void pump() {
    while (true) {
      Bundle<A> next;
      synchronized (this) {
        long now = System.nanoTime();
        if (stopped != null
            || (ready.isEmpty() && !bundled(now))
            || inFlight >= limit.limit()
            || now < pausedUntil
            || !allowance.take()) {
          return;
        }
        next = ready.isEmpty() ? bundle() : ready.pollFirst();
        inFlight++;
      }
      send(next);
    }
  }

  /** Whether fresh questions fill a request, or have waited for others long enough. */
  private boolean bundled(long now) {
    return fresh.size() >= exchange.bundle()
        || (!fresh.isEmpty() && now - fresh.peekFirst().askedAt > TOGETHER_NANOS);
  }

  private Bundle<A> bundle() {
    List<Question<A>> together = new ArrayList<>();
    while (together.size() < exchange.bundle() && !fresh.isEmpty()) {
      together.add(fresh.pollFirst());
    }
    return Bundle.of(together, exchange);
  }

  private void send(Bundle<A> bundle) {
    long sentAt = System.nanoTime();
    CompletableFuture<Inquiry.Received<A>> reply;
    try {
      reply = bundle.inquiry.send();
    } catch (RuntimeException e) {
      reply = CompletableFuture.failedFuture(e);
    }
    CompletableFuture<?> unused =
        reply.whenComplete((said, failure) -> received(bundle, sentAt, said, failure));
  }

  private void received(
      Bundle<A> bundle, long sentAt, Inquiry.Received<A> reply, Throwable failure) {
    long now = System.nanoTime();
    Usage used = used(reply, failure, bundle.characters());
    bundle.used(used);
    allowance.settle(used);
    synchronized (this) {
      inFlight--;
    }
    orStop(
        bundle,
        () -> {
          try {
            if (failure != null) {
              throw Faults.of(failure);
            }
            answered(bundle, sentAt, now, reply);
          } catch (Fault fault) {
            failed(bundle, sentAt, now, fault);
          }
        });
    pump();
  }

  /** Whatever goes wrong in it, no question is left without an end. */
  private void orStop(Bundle<A> bundle, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      end(bundle, new IllegalStateException("Asking the model failed", e));
    }
  }

  /** Ends all, beginning with what is neither ready nor waiting. */
  private void end(Bundle<A> bundle, RuntimeException reason) {
    stop(reason);
    fail(bundle, reason);
  }

  /** What the server says, or what is usual where it says nothing that can be. */
  private Usage used(Inquiry.Received<A> reply, Throwable failure, long characters) {
    if (reply == null && Faults.hasStatus(failure)) {
      return new Usage(1, 0, 0);
    }
    return Optional.ofNullable(reply)
        .flatMap(Inquiry.Received::usage)
        .orElseGet(() -> allowance.usual(characters));
  }

  private void answered(Bundle<A> bundle, long sentAt, long now, Inquiry.Received<A> reply)
      throws Fault {
    Optional<List<A>> brought = reply.read();
    blame.answered(now);
    synchronized (this) {
      limit.answered(sentAt, now);
    }
    if (brought.isEmpty()) {
      enqueue(List.of(bundle));
      return;
    }
    allowance.ended(bundle.questions.size(), 0);
    for (int i = 0; i < bundle.questions.size(); i++) {
      Question<A> question = bundle.questions.get(i);
      end(question, Answer.of(question.textHash, brought.get().get(i), question.usage));
    }
  }

  private void failed(Bundle<A> bundle, long sentAt, long now, Fault fault) {
    if (fault.kind() == Fault.Kind.THROTTLED) {
      synchronized (this) {
        limit.overloaded(sentAt, now);
        pause(fault.retryAfter(), now);
      }
    }
    CompletableFuture<?> unused =
        blame
            .of(bundle, fault, now)
            .whenComplete(
                (verdict, failure) ->
                    orStop(
                        bundle,
                        () -> {
                          if (failure != null) {
                            throw new IllegalStateException(failure);
                          }
                          carryOut(verdict, bundle, fault, now);
                        }));
  }

  private void carryOut(Verdict verdict, Bundle<A> bundle, Fault fault, long now) {
    switch (verdict.kind()) {
      case AGAIN -> again(bundle, fault);
      case HALVE -> {
        enqueue(bundle.halves(exchange, now));
        pump();
      }
      case REJECT -> reject(bundle, verdict.reason(), true);
      case GIVE_UP -> reject(bundle, verdict.reason(), false);
      case STOP -> end(bundle, verdict.stop());
    }
  }

  private void heardCanary(Inquiry.Received<A> reply, Throwable failure) {
    allowance.spend(used(reply, failure, Canary.TEXT.length()));
    if (reply != null) {
      blame.answered(System.nanoTime());
    }
  }

  private void pause(Duration retryAfter, long now) {
    if (retryAfter != null) {
      long millis = Math.min(LONGEST_RETRY_AFTER_MILLIS, retryAfter.toMillis());
      pausedUntil = Math.max(pausedUntil, now + TimeUnit.MILLISECONDS.toNanos(millis));
    }
  }

  /** Waits as long as the bundle's failures or the server ask for; no two quite the same. */
  private void again(Bundle<A> bundle, Fault fault) {
    long wait = bundle.waitMillis();
    if (fault.retryAfter() != null) {
      wait = Math.max(wait, Math.min(LONGEST_RETRY_AFTER_MILLIS, fault.retryAfter().toMillis()));
    }
    double spread = StableHash.unit(bundle.failures, "retry", bundle.questions.get(0).textHash);
    bundle.failures++;
    RuntimeException over;
    synchronized (this) {
      over = stopped;
      if (over == null) {
        waiting.add(bundle);
        Future<?> unused =
            timer.schedule(
                () -> awake(bundle), (long) (wait * (0.5 + spread / 2)), TimeUnit.MILLISECONDS);
      }
    }
    if (over != null) {
      fail(bundle, over);
    }
  }

  private void awake(Bundle<A> bundle) {
    boolean waited;
    synchronized (this) {
      waited = waiting.remove(bundle);
    }
    if (waited) {
      enqueue(List.of(bundle));
      pump();
    }
  }

  /** Before those that have not begun. */
  private void enqueue(List<Bundle<A>> bundles) {
    RuntimeException over;
    synchronized (this) {
      over = stopped;
      if (over == null) {
        bundles.forEach(ready::addFirst);
      }
    }
    if (over != null) {
      bundles.forEach(bundle -> fail(bundle, over));
    }
  }

  private void reject(Bundle<A> bundle, String reason, boolean lasting) {
    allowance.ended(0, bundle.questions.size());
    for (Question<A> question : bundle.questions) {
      end(question, Answer.rejected(question.textHash, reason, lasting, question.usage));
    }
  }

  private void end(Question<A> question, Answer<A> answer) {
    leave();
    question.answer.complete(answer);
  }

  private void fail(Bundle<A> bundle, RuntimeException reason) {
    bundle.questions.forEach(question -> fail(question, reason));
  }

  private void fail(Question<A> question, RuntimeException reason) {
    leave();
    question.answer.completeExceptionally(reason);
  }

  private void leave() {
    synchronized (this) {
      open--;
    }
    room.release();
  }

  /** Ends all that is under way, and closes the connections. */
  @Override
  public void close() {
    stop(new IllegalStateException("The executor ends"));
    timer.shutdownNow();
    exchange.close();
  }
}
