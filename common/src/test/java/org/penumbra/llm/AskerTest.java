package org.penumbra.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AskerTest {

  private static final Patience PATIENCE =
      new Patience(3, Duration.ofSeconds(30), Duration.ofSeconds(1));

  private final List<Report> reports = java.util.Collections.synchronizedList(new ArrayList<>());
  private Asker<Judgement> asker;

  @AfterEach
  void close() {
    if (asker != null) {
      asker.close();
    }
  }

  @Test
  void answersEachQuestionWithWhatItTook() throws Exception {
    open(PATIENCE, (text, before) -> Made.sure(0.8));

    Answer<Judgement> answer = ask("a").get(5, TimeUnit.SECONDS);

    assertThat(answer.textHash()).isEqualTo("a");
    assertThat(answer.brought().score()).isBetween(0.79, 0.81);
    assertThat(answer.lasting()).isTrue();
    assertThat(answer.usage()).isEqualTo(new Usage(1, 100, 2));
  }

  @Test
  void asksAgainAfterAFaultThatPasses() throws Exception {
    open(
        PATIENCE,
        (text, before) -> {
          if (before == 0) {
            throw Fault.retry("status 500");
          }
          return Made.sure(0.8);
        });

    assertThat(ask("a").get(5, TimeUnit.SECONDS).usage().requests()).isEqualTo(2);
  }

  @Test
  void emptyChoicesAreAskedForAgain() throws Exception {
    open(PATIENCE, (text, before) -> before == 0 ? Made.reply() : Made.sure(0.8));

    assertThat(ask("a").get(5, TimeUnit.SECONDS).usage().requests()).isEqualTo(2);
  }

  @Test
  void aTextThatNeverGetsAUsableAnswerIsARejectWhileOthersGetTheirs() throws Exception {
    open(
        PATIENCE,
        (text, before) -> {
          if (text.equals("bad")) {
            throw Fault.retry("unreadable answer");
          }
          return Made.sure(0.8);
        });
    CompletableFuture<Answer<Judgement>> bad = ask("bad");

    for (int i = 0; !bad.isDone(); i++) {
      ask("good" + i).get(5, TimeUnit.SECONDS);
    }

    Answer<Judgement> answer = bad.get();
    assertThat(answer.brought()).isNull();
    assertThat(answer.reason()).isEqualTo("unreadable answer");
    assertThat(answer.lasting()).isFalse();
    assertThat(answer.usage().requests()).isBetween(3L, 4L);
  }

  @Test
  void aTextThatTheServerCannotBearIsARejectEvenIfNoOtherIsLeft() throws Exception {
    open(
        new Patience(2, Duration.ofSeconds(60), Duration.ofSeconds(1)),
        (text, before) -> {
          if (text.equals("bad")) {
            throw Fault.retry("status 500");
          }
          return Made.sure(0.2);
        });

    Answer<Judgement> answer = ask("bad").get(30, TimeUnit.SECONDS);

    assertThat(answer.reason()).isEqualTo("status 500");
    assertThat(answer.lasting()).isFalse();
  }

  @Test
  void aTextThatIsForbiddenIsARejectWhereAnotherIsNot() throws Exception {
    open(
        PATIENCE,
        (text, before) -> {
          if (text.equals("bad")) {
            throw Fault.doubtful("refused with status 403");
          }
          return Made.sure(0.2);
        });

    assertThat(ask("bad").get(5, TimeUnit.SECONDS).reason()).isEqualTo("refused with status 403");
    assertThat(ask("good").get(5, TimeUnit.SECONDS).brought()).isNotNull();
  }

  @Test
  void aReplyThatBreaksTheReaderEndsTheWorkAndLeavesNoQuestionOpen() throws Exception {
    open(PATIENCE, (text, before) -> new Reply(null, 1, 1));

    assertThatThrownBy(() -> ask("a").get(5, TimeUnit.SECONDS))
        .cause()
        .hasMessage("Asking the model failed");
  }

  @Test
  void whereNothingGetsThroughTheTaskCanSaveMeanwhile() throws Exception {
    asker =
        asker(
            PATIENCE,
            new Model((text, before) -> Made.sure(0.8)) {
              @Override
              public CompletableFuture<Reply> ask(
                  List<Message> messages, Parameters parameters, long seed) {
                return new CompletableFuture<>();
              }
            },
            Mode.LOGPROBS,
            1);
    assertThat(asker.ask("a", "a", Duration.ofMillis(10))).isPresent();
    assertThat(asker.ask("b", "b", Duration.ofMillis(10))).isPresent();

    assertThat(asker.ask("c", "c", Duration.ofMillis(10))).isEmpty();
  }

  @Test
  void whatIsForbiddenToAllTextsEndsTheWork() throws Exception {
    open(
        PATIENCE,
        (text, before) -> {
          throw Fault.doubtful("refused with status 404");
        });

    assertThatThrownBy(() -> ask("a").get(5, TimeUnit.SECONDS))
        .cause()
        .hasMessageStartingWith(
            "Stopped asking the model: the server refuses every request: refused with status 404.");
  }

  @Test
  void whatWaitsForARetryEndsWithTheWork() throws Exception {
    open(
        PATIENCE,
        (text, before) -> {
          if (text.equals("revoked")) {
            throw Fault.fatal("status 401");
          }
          throw Fault.retry("status 500").after(Duration.ofSeconds(60));
        });
    CompletableFuture<Answer<Judgement>> waits = ask("waits");
    Thread.sleep(200);

    assertThatThrownBy(() -> ask("revoked").get(5, TimeUnit.SECONDS)).isNotNull();

    assertThatThrownBy(() -> waits.get(1, TimeUnit.SECONDS)).isNotNull();
    assertThat(waits).isCompletedExceptionally();
  }

  @Test
  void whatTheServerDoesNotCountIsCountedAsUsual() throws Exception {
    open(
        PATIENCE,
        (text, before) -> new Reply(Made.sure(0.8).choices(), text.equals("b") ? -5 : 0, 0));

    assertThat(ask("a").get(5, TimeUnit.SECONDS).usage().promptTokens()).isPositive();
    assertThat(ask("b").get(5, TimeUnit.SECONDS).usage().promptTokens()).isPositive();
  }

  @Test
  void anIdleWorkerWantsNothing() throws Exception {
    open(PATIENCE, (text, before) -> Made.sure(0.8));
    ask("a").get(5, TimeUnit.SECONDS);

    Thread.sleep(500);
    asker.flush();

    Report last = reports.get(reports.size() - 1);
    assertThat(last.wanted()).isZero();
    assertThat(last.unused()).isZero();
    assertThat(reports.stream().mapToLong(report -> report.done().requests()).sum()).isEqualTo(1);
  }

  @Test
  void aServerThatIsAwayForAWhileCostsNoText() throws Exception {
    long back = System.nanoTime() + Duration.ofMillis(1500).toNanos();
    open(
        PATIENCE,
        (text, before) -> {
          if (System.nanoTime() < back) {
            throw Fault.retry("connection failed");
          }
          return Made.sure(0.8);
        });
    List<CompletableFuture<Answer<Judgement>>> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(ask("t" + i));
    }

    for (CompletableFuture<Answer<Judgement>> answer : all) {
      assertThat(answer.get(20, TimeUnit.SECONDS).brought()).isNotNull();
    }
  }

  @Test
  void aServerThatStaysAwayEndsTheWork() throws Exception {
    open(
        new Patience(3, Duration.ofMillis(300), Duration.ofSeconds(1)),
        (text, before) -> {
          throw Fault.retry("connection failed (ConnectException)");
        });

    assertThatThrownBy(() -> ask("a").get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .hasMessage(
            "Stopped asking the model: no usable answer for 0 s (llm.outage), at last: connection"
                + " failed (ConnectException). The answers so far are kept; start the command again"
                + " once the server is back.");
    assertThat(asker.isStopped()).isTrue();
  }

  @Test
  void aRefusalOfEverythingEndsTheWorkButNotWhatIsInFlight() throws Exception {
    CompletableFuture<Reply> slow = new CompletableFuture<>();
    asker =
        asker(
            PATIENCE,
            new Model(
                (text, before) -> {
                  if (text.equals("revoked")) {
                    throw Fault.fatal("status 401");
                  }
                  return Made.sure(0.8);
                }) {
              @Override
              public CompletableFuture<Reply> ask(
                  List<Message> messages, Parameters parameters, long seed) {
                return text(messages).equals("slow") ? slow : super.ask(messages, parameters, seed);
              }
            });
    CompletableFuture<Answer<Judgement>> inFlight = ask("slow");

    assertThatThrownBy(() -> ask("revoked").get(5, TimeUnit.SECONDS))
        .cause()
        .hasMessageStartingWith(
            "Stopped asking the model: the server refuses every request: status 401.");
    assertThatThrownBy(() -> ask("later").get(5, TimeUnit.SECONDS))
        .cause()
        .hasMessageStartingWith("Stopped asking the model");
    slow.complete(Made.sure(0.3));

    assertThat(inFlight.get(5, TimeUnit.SECONDS).brought()).isNotNull();
  }

  @Test
  void rejectsAreLastingAndCounted() throws Exception {
    open(PATIENCE, (text, before) -> Made.reply(Made.said("yes", Map.of("yes", 1.0))));

    Answer<Judgement> answer = ask("a").get(5, TimeUnit.SECONDS);
    asker.flush();

    assertThat(answer.reason()).isEqualTo("answer outside the labels");
    assertThat(answer.lasting()).isTrue();
    assertThat(reports.stream().mapToLong(Report::rejected).sum()).isEqualTo(1);
    assertThat(reports.stream().mapToLong(report -> report.done().requests()).sum()).isEqualTo(1);
  }

  @Test
  void votesAreAskedForUntilThereAreEnough() throws Exception {
    AtomicInteger said = new AtomicInteger();
    asker =
        asker(
            PATIENCE,
            new Model(
                (text, before) ->
                    Made.reply(Made.said(said.getAndIncrement() == 1 ? "fine" : "violates"))),
            Mode.VOTES,
            8);

    Answer<Judgement> answer = ask("a").get(5, TimeUnit.SECONDS);

    assertThat(answer.brought().score()).isBetween(0.66, 0.67);
    assertThat(answer.usage().requests()).isEqualTo(3);
  }

  @Test
  void waitsWhileEnoughIsUnderWay() throws Exception {
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Map<String, CompletableFuture<Reply>> open = new ConcurrentHashMap<>();
    ChatModel model =
        new ChatModel() {
          @Override
          public CompletableFuture<Reply> ask(
              List<Message> messages, Parameters parameters, long seed) {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            open.put(Model.text(messages), reply);
            return reply.whenComplete((said, failure) -> inFlight.decrementAndGet());
          }

          @Override
          public void close() {}
        };
    asker = asker(PATIENCE, model, Mode.LOGPROBS, 4);
    Thread caller =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < 100; i++) {
                  CompletableFuture<Answer<Judgement>> unused = ask("t" + i);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    caller.start();

    Thread.sleep(300);

    assertThat(caller.isAlive()).isTrue();
    assertThat(open).hasSize(4);
    while (caller.isAlive() || !open.isEmpty()) {
      open.forEach(
          (text, reply) -> {
            open.remove(text);
            reply.complete(Made.sure(0.8));
          });
      Thread.sleep(1);
    }
    assertThat(most).hasValueLessThanOrEqualTo(4);
  }

  @Test
  void sendsNoMoreThanIsLeased() throws Exception {
    AtomicInteger sent = new AtomicInteger();
    Model model =
        new Model(
            (text, before) -> {
              sent.incrementAndGet();
              return Made.sure(0.8);
            });
    asker =
        new Asker<>(
            "w",
            new ChatExchange(
                model,
                new Prompt(Made.POLICY, 0, null, Mode.LOGPROBS),
                Made.LABELS,
                Made.parameters(Mode.LOGPROBS)),
            PATIENCE,
            8,
            report -> {
              reports.add(report);
              return new Grant(reports.size() == 1 ? 3 : 0, 100, null);
            });
    for (int i = 0; i < 10; i++) {
      CompletableFuture<Answer<Judgement>> unused = ask("t" + i);
    }

    Thread.sleep(500);

    assertThat(sent).hasValue(3);
    assertThat(reports).hasSizeGreaterThan(1);
  }

  private void open(Patience patience, Script script) {
    asker = asker(patience, new Model(script));
  }

  private Asker<Judgement> asker(Patience patience, ChatModel model) {
    return asker(patience, model, Mode.LOGPROBS, 8);
  }

  private Asker<Judgement> asker(Patience patience, ChatModel model, Mode mode, int maxInFlight) {
    return new Asker<>(
        "w",
        new ChatExchange(
            model, new Prompt(Made.POLICY, 0, null, mode), Made.LABELS, Made.parameters(mode)),
        patience,
        maxInFlight,
        report -> {
          reports.add(report);
          return new Grant(report.wanted(), 100, null);
        });
  }

  private CompletableFuture<Answer<Judgement>> ask(String text) throws InterruptedException {
    return asker.ask(text, text, Duration.ofMinutes(1)).orElseThrow();
  }

  private interface Script {
    Reply reply(String text, int before) throws Fault;
  }

  private static class Model implements ChatModel {

    private final Script script;
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();

    Model(Script script) {
      this.script = script;
    }

    static String text(List<Message> messages) {
      return messages.get(messages.size() - 1).content().replaceAll("~+\n?|\n", "");
    }

    @Override
    public CompletableFuture<Reply> ask(List<Message> messages, Parameters parameters, long seed) {
      String text = text(messages);
      int before = asked.merge(text, 1, Integer::sum) - 1;
      CompletableFuture<Reply> reply = new CompletableFuture<>();
      CompletableFuture<Void> unused =
          CompletableFuture.runAsync(
              () -> {
                try {
                  reply.complete(script.reply(text, before));
                } catch (Fault fault) {
                  reply.completeExceptionally(fault);
                }
              });
      return reply;
    }

    @Override
    public void close() {}
  }
}
