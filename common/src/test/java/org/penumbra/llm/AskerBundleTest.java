package org.penumbra.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Texts that are asked about together. */
class AskerBundleTest {

  private static final Patience PATIENCE =
      new Patience(2, Duration.ofSeconds(30), Duration.ofSeconds(1));

  private final List<List<String>> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<Report> reports = Collections.synchronizedList(new ArrayList<>());
  private Asker<String> asker;

  @AfterEach
  void close() {
    asker.close();
  }

  @Test
  void eachGetsItsOwnAnswerAndARequestIsAsLargeAsItMayBe() throws Exception {
    open(4, (texts, before) -> texts);

    List<Answer<String>> answers = answers(ask(10));

    assertThat(answers).extracting(Answer::brought).isEqualTo(texts(10));
    assertThat(requests).extracting(List::size).containsExactlyInAnyOrder(4, 4, 2);
    assertThat(answers.stream().mapToLong(answer -> answer.usage().requests()).sum()).isEqualTo(3);
    assertThat(answers.stream().mapToLong(answer -> answer.usage().promptTokens()).sum())
        .isEqualTo(100);
  }

  @Test
  void aRequestTakesOneLease() throws Exception {
    open(
        4,
        (texts, before) -> texts,
        report -> {
          reports.add(report);
          return new Grant(reports.size() == 1 ? 2 : 0, 100, null);
        });

    List<CompletableFuture<Answer<String>>> asked = ask(12);
    Thread.sleep(500);

    assertThat(requests).hasSize(2);
    assertThat(asked.stream().filter(CompletableFuture::isDone)).hasSize(8);
  }

  @Test
  void aTextThatTheServerRefusesCostsItsCompanyAFewRequests() throws Exception {
    open(
        16,
        (texts, before) -> {
          if (texts.contains("t05")) {
            throw Fault.reject("content filter");
          }
          return texts;
        });

    List<Answer<String>> answers = answers(ask(16));

    assertThat(answers.get(5).reason()).isEqualTo("content filter");
    assertThat(answers.get(5).lasting()).isTrue();
    answers.remove(5);
    assertThat(answers).allMatch(answer -> answer.brought().equals(answer.textHash()));
    // Halved four times: two requests each time.
    assertThat(requests).hasSize(9);
  }

  @Test
  void aTextThatIsForbiddenIsFoundByAHarmlessOne() throws Exception {
    open(
        8,
        (texts, before) -> {
          if (texts.contains("t03")) {
            throw Fault.doubtful("refused with status 400");
          }
          return texts;
        });

    List<Answer<String>> answers = answers(ask(8));

    assertThat(answers).filteredOn(answer -> answer.brought() == null).hasSize(1);
    assertThat(answers.get(3).reason()).isEqualTo("refused with status 400");
  }

  @Test
  void aTextThatTheServerCannotBearIsFoundWhileOthersAreAnswered() throws Exception {
    open(
        8,
        (texts, before) -> {
          if (texts.contains("t03")) {
            throw Fault.retry("status 500");
          }
          return texts;
        });

    List<Answer<String>> answers = answers(ask(8));

    assertThat(answers.get(3).reason()).isEqualTo("status 500");
    assertThat(answers.get(3).lasting()).isFalse();
    answers.remove(3);
    assertThat(answers).allMatch(answer -> answer.brought() != null);
  }

  @Test
  void whatPassesDoesNotPartThem() throws Exception {
    open(
        8,
        (texts, before) -> {
          if (before == 0) {
            throw Fault.retry("connection failed");
          }
          return texts;
        });

    assertThat(answers(ask(8))).allMatch(answer -> answer.brought() != null);
    assertThat(requests)
        .filteredOn(texts -> texts.size() > 1)
        .extracting(List::size)
        .containsOnly(8);
  }

  @Test
  void tooManyRequestsDoNotPartThem() throws Exception {
    open(
        8,
        (texts, before) -> {
          if (before < 3) {
            throw Fault.throttled("status 429");
          }
          return texts;
        });

    assertThat(answers(ask(8))).allMatch(answer -> answer.brought() != null);
    assertThat(requests)
        .filteredOn(texts -> texts.size() > 1)
        .extracting(List::size)
        .containsOnly(8);
  }

  @Test
  void aRefusalOfEverythingEndsAllOfThem() throws Exception {
    open(
        4,
        (texts, before) -> {
          throw Fault.fatal("status 401");
        });

    for (CompletableFuture<Answer<String>> answer : ask(8)) {
      assertThatThrownBy(() -> answer.get(5, TimeUnit.SECONDS))
          .cause()
          .hasMessage(
              "Stopped asking the model: the server refuses every request: status 401. The answers"
                  + " so far are kept; check the key, the account and embedder.model, and start the"
                  + " command again.");
    }
    assertThat(asker.isStopped()).isTrue();
  }

  @Test
  void rejectsAreCountedByText() throws Exception {
    open(
        4,
        (texts, before) -> {
          if (texts.contains("t01")) {
            throw Fault.reject("content filter");
          }
          return texts;
        });
    List<Answer<String>> unused = answers(ask(8));

    asker.flush();

    assertThat(reports.stream().mapToLong(Report::rejected).sum()).isEqualTo(1);
    assertThat(reports.stream().mapToLong(Report::scored).sum()).isEqualTo(7);
  }

  private void open(int bundle, Script script) {
    open(
        bundle,
        script,
        report -> {
          reports.add(report);
          return new Grant(report.wanted(), 100, null);
        });
  }

  private void open(int bundle, Script script, Leases leases) {
    asker = new Asker<>("w", new Echo(bundle, script), PATIENCE, 8, leases);
  }

  private List<CompletableFuture<Answer<String>>> ask(int count) throws InterruptedException {
    List<CompletableFuture<Answer<String>>> asked = new ArrayList<>();
    for (String text : texts(count)) {
      asked.add(asker.ask(text, text, Duration.ofMinutes(1)).orElseThrow());
    }
    return asked;
  }

  private static List<Answer<String>> answers(List<CompletableFuture<Answer<String>>> asked)
      throws Exception {
    List<Answer<String>> answers = new ArrayList<>();
    for (CompletableFuture<Answer<String>> answer : asked) {
      answers.add(answer.get(30, TimeUnit.SECONDS));
    }
    return answers;
  }

  private static List<String> texts(int count) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add("t%02d".formatted(i));
    }
    return texts;
  }

  private interface Script {

    /** What the texts get; how many requests had the same texts before. */
    List<String> reply(List<String> texts, long before) throws Fault;
  }

  /** Gives what the script says, ten tokens a text. */
  private final class Echo implements Exchange<String> {

    private final int bundle;
    private final Script script;

    Echo(int bundle, Script script) {
      this.bundle = bundle;
      this.script = script;
    }

    @Override
    public Service service() {
      return Service.EMBEDDINGS;
    }

    @Override
    public int bundle() {
      return bundle;
    }

    @Override
    public Usage usual() {
      return expected(0);
    }

    @Override
    public Usage expected(long characters) {
      return new Usage(1, characters / 4, 0);
    }

    @Override
    public Inquiry<String> about(List<String> texts) {
      return () -> {
        long before = requests.stream().filter(texts::equals).count();
        requests.add(texts);
        return CompletableFuture.supplyAsync(
            () -> {
              try {
                return new Said(script.reply(texts, before));
              } catch (Fault fault) {
                throw new java.util.concurrent.CompletionException(fault);
              }
            });
      };
    }

    @Override
    public void close() {}
  }

  private record Said(List<String> texts) implements Inquiry.Received<String> {

    @Override
    public Optional<Usage> usage() {
      return Optional.of(new Usage(1, 10L * texts.size(), 0));
    }

    @Override
    public Optional<List<String>> read() {
      return Optional.of(texts);
    }
  }
}
