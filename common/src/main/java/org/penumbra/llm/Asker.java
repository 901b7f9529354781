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
 * Asks a model about texts: many at once, as many as the server can take and the leases allow,
 * again where that helps. One per process; its callers wait while it has enough to do, so that
 * memory does not grow with the texts.
 */
public final class Asker implements AutoCloseable {

  private static final long TICK_MILLIS = 20;
  private static final long LONGEST_RETRY_AFTER_MILLIS = 120_000;

  /** Failures after which the server is tried with another text. */
  private static final int FAILURES_BEFORE_DOUBT = 2;

  /** A server that says "too many" so often to one text means the text. */
  private static final int THROTTLED_OFTEN = 20;

  private final ChatModel model;
  private final Prompt prompt;
  private final Parameters parameters;
  private final Judge judge;
  private final Patience patience;
  private final Canary canary;
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

  private final Deque<Question> ready = new ArrayDeque<>();
  private final Set<Question> waiting = new HashSet<>();
  private final Aimd limit;
  private int open;
  private int inFlight;
  private long pausedUntil;
  private long answeredAt;
  private long failingSince;
  private RuntimeException stopped;

  /**
   * @param worker this worker's name among all that ask
   * @param maxInFlight requests in flight at most
   */
  public Asker(
      String worker,
      ChatModel model,
      Prompt prompt,
      Labels labels,
      Parameters parameters,
      Patience patience,
      int maxInFlight,
      Leases leases) {
    this.model = model;
    this.prompt = prompt;
    this.parameters = parameters;
    this.judge = new Judge(labels, parameters);
    this.patience = patience;
    this.canary = new Canary(model, prompt, parameters, System::nanoTime, this::heardCanary);
    this.maxInFlight = maxInFlight;
    this.limit = new Aimd(maxInFlight);
    this.room = new Semaphore(2 * maxInFlight);
    this.allowance =
        new Allowance(worker, leases, prompt.fixed().length(), parameters.answerTokens());
    this.answeredAt = System.nanoTime();
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
  public Optional<CompletableFuture<Answer>> ask(String textHash, String text, Duration wait)
      throws InterruptedException {
    if (!room.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
      return Optional.empty();
    }
    Question question = new Question(textHash, text);
    synchronized (this) {
      if (stopped != null) {
        room.release();
        return Optional.of(CompletableFuture.failedFuture(stopped));
      }
      open++;
      ready.addLast(question);
    }
    pump();
    return Optional.of(question.answer);
  }

  /** Counts texts that were answered before. */
  public void known(long withScore, long without) {
    allowance.ended(withScore, without);
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
    List<Question> left = new ArrayList<>();
    synchronized (this) {
      if (stopped != null) {
        return;
      }
      stopped = reason;
      left.addAll(ready);
      left.addAll(waiting);
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
        wanting = stopped == null && !ready.isEmpty();
        over = stopped != null && open == 0;
      }
      if (allowance.due(now, wanting)) {
        renew(now);
      }
      if (over) {
        timer.shutdown();
        model.close();
      } else {
        pump();
      }
    } catch (RuntimeException e) {
      stop(e);
    }
  }

  private void renew(long now) {
    long wanted;
    synchronized (this) {
      wanted = stopped != null || ready.isEmpty() ? 0 : 2L * maxInFlight;
    }
    String stop = allowance.renew(now, wanted);
    if (stop != null) {
      stop(Errors.askingStopped(stop));
    }
  }

  private void pump() {
    while (true) {
      Question next;
      synchronized (this) {
        if (stopped != null
            || ready.isEmpty()
            || inFlight >= limit.limit()
            || System.nanoTime() < pausedUntil
            || !allowance.take()) {
          return;
        }
        next = ready.pollFirst();
        inFlight++;
      }
      send(next);
    }
  }

  private void send(Question question) {
    long sentAt = System.nanoTime();
    CompletableFuture<Reply> reply;
    try {
      reply = model.ask(prompt.about(question.text), parameters, question.choices.size());
    } catch (RuntimeException e) {
      reply = CompletableFuture.failedFuture(e);
    }
    CompletableFuture<Reply> unused =
        reply.whenComplete((said, failure) -> received(question, sentAt, said, failure));
  }

  private void received(Question question, long sentAt, Reply reply, Throwable failure) {
    long now = System.nanoTime();
    Usage used = used(reply, failure, question.text.length());
    question.usage = question.usage.plus(used);
    allowance.settle(used);
    synchronized (this) {
      inFlight--;
    }
    orStop(
        question,
        () -> {
          try {
            if (failure != null) {
              throw Faults.of(failure);
            }
            answered(question, sentAt, now, reply);
          } catch (Fault fault) {
            failed(question, sentAt, now, fault);
          }
        });
    pump();
  }

  /** Whatever goes wrong in it, no question is left without an end. */
  private void orStop(Question question, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      RuntimeException reason = new IllegalStateException("Asking the model failed", e);
      stop(reason);
      fail(question, reason);
    }
  }

  /** What the server says, or what is usual where it says nothing that can be. */
  private Usage used(Reply reply, Throwable failure, int characters) {
    if (reply == null && Faults.hasStatus(failure)) {
      return new Usage(1, 0, 0);
    }
    return Optional.ofNullable(reply)
        .flatMap(Reply::usage)
        .orElseGet(() -> allowance.usual(characters));
  }

  private void answered(Question question, long sentAt, long now, Reply reply) throws Fault {
    if (reply.choices().isEmpty()) {
      throw Fault.retry("no choice");
    }
    question.choices.addAll(reply.choices());
    if (question.choices.size() < parameters.samples()) {
      serverAnswered(sentAt, now);
      enqueue(question);
      return;
    }
    try {
      Judgement judgement = judge.judge(question.choices.subList(0, parameters.samples()));
      serverAnswered(sentAt, now);
      allowance.ended(1, 0);
      end(question, Answer.scored(question.textHash, judgement, question.usage));
    } catch (Fault fault) {
      question.choices.clear();
      throw fault;
    }
  }

  private synchronized void serverAnswered(long sentAt, long now) {
    alive(now);
    limit.answered(sentAt, now);
  }

  private synchronized void alive(long now) {
    answeredAt = now;
    failingSince = 0;
  }

  private void failed(Question question, long sentAt, long now, Fault fault) {
    switch (fault.kind()) {
      case FATAL -> refuseAll(question, fault);
      case DOUBTFUL -> doubt(question, sentAt, now, fault);
      case REJECT -> {
        alive(now);
        reject(question, fault.reason(), true);
      }
      case RETRY, THROTTLED -> retry(question, sentAt, now, fault);
    }
  }

  private void refuseAll(Question question, Fault fault) {
    RuntimeException reason = Errors.modelRefuses(fault.reason());
    stop(reason);
    fail(question, reason);
  }

  /** One text may be refused, or all: a harmless one tells. */
  private void doubt(Question question, long sentAt, long now, Fault fault) {
    CompletableFuture<Reply> unused =
        canary
            .ask()
            .whenComplete(
                (reply, failure) ->
                    orStop(
                        question,
                        () -> {
                          if (reply != null) {
                            reject(question, fault.reason(), true);
                          } else if (refused(Faults.of(failure))) {
                            refuseAll(question, fault);
                          } else {
                            retry(question, sentAt, now, fault);
                          }
                        }));
  }

  private static boolean refused(Fault fault) {
    return switch (fault.kind()) {
      case FATAL, DOUBTFUL, REJECT -> true;
      case RETRY, THROTTLED -> false;
    };
  }

  private void heardCanary(Reply reply, Throwable failure) {
    allowance.spend(used(reply, failure, Canary.TEXT.length()));
    if (reply != null) {
      alive(System.nanoTime());
    }
  }

  private void retry(Question question, long sentAt, long now, Fault fault) {
    boolean othersAnswered;
    boolean outage;
    synchronized (this) {
      if (fault.kind() == Fault.Kind.THROTTLED) {
        limit.overloaded(sentAt, now);
        pause(fault.retryAfter(), now);
      }
      othersAnswered = answeredAt > question.blamedAt;
      failingSince = failingSince == 0 ? now : failingSince;
      outage = now - failingSince > patience.outage().toNanos();
    }
    if (outage) {
      RuntimeException reason = Errors.modelSilent(patience.outage().toSeconds(), fault.reason());
      stop(reason);
      fail(question, reason);
      return;
    }
    boolean own = fault.kind() == Fault.Kind.RETRY || question.failures >= THROTTLED_OFTEN;
    if (othersAnswered && own) {
      question.unusable++;
      question.blamedAt = now;
    } else if (!othersAnswered && question.failures >= FAILURES_BEFORE_DOUBT) {
      CompletableFuture<Reply> unused = canary.ask();
    }
    if (question.unusable >= patience.attempts()) {
      reject(question, fault.reason(), false);
    } else {
      again(question, fault);
    }
  }

  private void pause(Duration retryAfter, long now) {
    if (retryAfter != null) {
      long millis = Math.min(LONGEST_RETRY_AFTER_MILLIS, retryAfter.toMillis());
      pausedUntil = Math.max(pausedUntil, now + TimeUnit.MILLISECONDS.toNanos(millis));
    }
  }

  /** Waits as long as the question's failures or the server ask for; no two quite the same. */
  private void again(Question question, Fault fault) {
    long wait = question.waitMillis();
    if (fault.retryAfter() != null) {
      wait = Math.max(wait, Math.min(LONGEST_RETRY_AFTER_MILLIS, fault.retryAfter().toMillis()));
    }
    double spread = StableHash.unit(question.failures, "retry", question.textHash);
    question.failures++;
    RuntimeException over;
    synchronized (this) {
      over = stopped;
      if (over == null) {
        waiting.add(question);
        Future<?> unused =
            timer.schedule(
                () -> awake(question), (long) (wait * (0.5 + spread / 2)), TimeUnit.MILLISECONDS);
      }
    }
    if (over != null) {
      fail(question, over);
    }
  }

  private void awake(Question question) {
    boolean waited;
    synchronized (this) {
      waited = waiting.remove(question);
    }
    if (waited) {
      enqueue(question);
      pump();
    }
  }

  /** Before those that have not begun. */
  private void enqueue(Question question) {
    RuntimeException over;
    synchronized (this) {
      over = stopped;
      if (over == null) {
        ready.addFirst(question);
      }
    }
    if (over != null) {
      fail(question, over);
    }
  }

  private void reject(Question question, String reason, boolean lasting) {
    allowance.ended(0, 1);
    end(question, Answer.rejected(question.textHash, reason, lasting, question.usage));
  }

  private void end(Question question, Answer answer) {
    leave();
    question.answer.complete(answer);
  }

  private void fail(Question question, RuntimeException reason) {
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
    model.close();
  }
}
