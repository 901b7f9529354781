package org.penumbra.llm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
  private static final long FIRST_WAIT_MILLIS = 250;
  private static final long LONGEST_WAIT_MILLIS = 20_000;
  private static final long LONGEST_RETRY_AFTER_MILLIS = 120_000;

  private final ChatModel model;
  private final Prompt prompt;
  private final Parameters parameters;
  private final Judge judge;
  private final Patience patience;
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
  private final Aimd limit;
  private int inFlight;
  private long pausedUntil;
  private long answeredAt;
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
    this.maxInFlight = maxInFlight;
    this.limit = new Aimd(maxInFlight);
    this.room = new Semaphore(2 * maxInFlight);
    this.allowance = new Allowance(worker, leases, prompt.length(), parameters.answerTokens());
    this.answeredAt = System.nanoTime();
    Future<?> unused =
        timer.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Asks about a text; waits while enough is under way.
   *
   * @return the answer, a rejection among them; a failure where the work has to end
   */
  public CompletableFuture<Answer> ask(String textHash, String text) throws InterruptedException {
    room.acquire();
    Question question = new Question(textHash, text);
    synchronized (this) {
      if (stopped != null) {
        room.release();
        return CompletableFuture.failedFuture(stopped);
      }
      if (inFlight == 0 && ready.isEmpty()) {
        // The time nobody asked is no outage.
        answeredAt = System.nanoTime();
      }
      ready.addLast(question);
    }
    pump();
    return question.answer;
  }

  /** Whether it takes no more questions. */
  public synchronized boolean isStopped() {
    return stopped != null;
  }

  /** Ends the work: what is in flight is still waited for, nothing more is sent. */
  private void stop(RuntimeException reason) {
    List<Question> left;
    synchronized (this) {
      if (stopped != null) {
        return;
      }
      stopped = reason;
      left = new ArrayList<>(ready);
      ready.clear();
    }
    left.forEach(question -> question.fail(reason));
  }

  private void tick() {
    try {
      long now = System.nanoTime();
      boolean wanting;
      synchronized (this) {
        wanting = !ready.isEmpty();
      }
      if (allowance.due(now, wanting)) {
        String stop = allowance.renew(now, 2L * maxInFlight);
        if (stop != null) {
          stop(Errors.askingStopped(stop));
        }
      }
      pump();
    } catch (RuntimeException e) {
      stop(e);
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
    Usage used =
        reply == null
            ? new Usage(1, 0, 0)
            : new Usage(1, reply.promptTokens(), reply.completionTokens());
    question.usage = question.usage.plus(used);
    allowance.settle(used);
    try {
      if (failure != null) {
        throw Faults.of(failure);
      }
      answered(question, sentAt, now, reply);
    } catch (Fault fault) {
      failed(question, sentAt, now, fault);
    } catch (RuntimeException e) {
      synchronized (this) {
        inFlight--;
      }
      stop(e);
      question.fail(e);
    }
    pump();
  }

  private void answered(Question question, long sentAt, long now, Reply reply) throws Fault {
    if (reply.choices().isEmpty()) {
      throw Fault.retry("no choice");
    }
    question.choices.addAll(reply.choices());
    boolean more = question.choices.size() < parameters.samples();
    Judgement judgement = null;
    if (!more) {
      try {
        judgement = judge.judge(question.choices.subList(0, Math.max(1, parameters.samples())));
      } catch (Fault fault) {
        question.choices.clear();
        throw fault;
      }
    }
    synchronized (this) {
      inFlight--;
      answeredAt = now;
      limit.answered(sentAt, now);
      if (more && stopped == null) {
        ready.addFirst(question);
        return;
      }
    }
    if (more) {
      question.fail(stopped);
    } else {
      allowance.ended(true);
      question.end(Answer.scored(question.textHash, judgement, question.usage));
    }
  }

  private void failed(Question question, long sentAt, long now, Fault fault) {
    boolean othersAnswered;
    boolean outage;
    synchronized (this) {
      inFlight--;
      if (fault.kind() == Fault.Kind.THROTTLED) {
        limit.overloaded(sentAt, now);
        pause(fault.retryAfter(), now);
      }
      if (fault.kind() == Fault.Kind.REJECT) {
        answeredAt = now;
      }
      othersAnswered = answeredAt > question.blamedAt;
      outage = now - answeredAt > patience.outage().toNanos();
    }
    switch (fault.kind()) {
      case FATAL -> {
        RuntimeException reason = Errors.modelRefuses(fault.reason());
        stop(reason);
        question.fail(reason);
      }
      case REJECT -> reject(question, fault.reason(), true);
      case RETRY, THROTTLED -> {
        if (outage) {
          RuntimeException reason =
              Errors.modelSilent(patience.outage().toSeconds(), fault.reason());
          stop(reason);
          question.fail(reason);
          return;
        }
        if (othersAnswered && fault.kind() == Fault.Kind.RETRY) {
          question.unusable++;
          question.blamedAt = now;
        }
        if (question.unusable >= patience.attempts()) {
          reject(question, fault.reason(), false);
        } else {
          again(question, fault.retryAfter());
        }
      }
    }
  }

  private void pause(Duration retryAfter, long now) {
    if (retryAfter != null) {
      long millis = Math.min(LONGEST_RETRY_AFTER_MILLIS, retryAfter.toMillis());
      pausedUntil = Math.max(pausedUntil, now + TimeUnit.MILLISECONDS.toNanos(millis));
    }
  }

  private void reject(Question question, String reason, boolean lasting) {
    allowance.ended(false);
    question.end(Answer.rejected(question.textHash, reason, lasting, question.usage));
  }

  /** Waits twice as long each time, or as long as the server says; no two quite the same. */
  private void again(Question question, Duration retryAfter) {
    long wait = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(question.failures, 16));
    if (retryAfter != null) {
      wait = Math.max(wait, Math.min(LONGEST_RETRY_AFTER_MILLIS, retryAfter.toMillis()));
    }
    double spread = StableHash.unit(question.failures, "retry", question.textHash);
    question.failures++;
    Future<?> unused =
        timer.schedule(
            () -> {
              boolean ended;
              synchronized (this) {
                ended = stopped != null;
                if (!ended) {
                  ready.addFirst(question);
                }
              }
              if (ended) {
                question.fail(stopped);
              }
              pump();
            },
            (long) (wait * (0.5 + spread / 2)),
            TimeUnit.MILLISECONDS);
  }

  /** Tells what was spent last, and closes the connections. */
  @Override
  public void close() {
    timer.shutdownNow();
    model.close();
    allowance.renew(System.nanoTime(), 0);
  }

  private final class Question {

    private final String textHash;
    private final String text;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final List<Reply.Choice> choices = new ArrayList<>();
    private Usage usage = Usage.NONE;
    private int failures;
    private int unusable;

    /** A failure is the text's own where others were answered since the last one. */
    private long blamedAt = System.nanoTime();

    Question(String textHash, String text) {
      this.textHash = textHash;
      this.text = text;
    }

    void end(Answer result) {
      room.release();
      answer.complete(result);
    }

    void fail(RuntimeException reason) {
      room.release();
      answer.completeExceptionally(reason);
    }
  }
}
