package org.penumbra.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.Test;

/** Workers that share a rate, counted at the server: one dies in the middle, another comes. */
class SharedRateTest {

  private static final long PER_MINUTE = 6000;
  private static final long WARM_UP_MILLIS = 1500;
  private static final long MILLIS = 6000;

  @Test
  void theServerSeesTheRateOfAllTogether() throws Exception {
    AtomicInteger seen = new AtomicInteger();
    Ledger ledger =
        new Ledger(
            new Limits(Service.CHAT, PER_MINUTE, null, null, null, null, 0, 0, 1),
            Spending.NONE,
            System::nanoTime,
            spending -> {});
    try (MockWebServer server = counting(seen)) {
      Worker first = new Worker("first", server, ledger);
      Worker second = new Worker("second", server, ledger);
      Thread.sleep(WARM_UP_MILLIS);
      long start = System.nanoTime();
      int before = seen.get();
      Thread.sleep(MILLIS);
      first.close();
      Worker third = new Worker("third", server, ledger);
      Thread.sleep(MILLIS);
      int count = seen.get() - before;
      double allowed = PER_MINUTE / 60e9 * (System.nanoTime() - start);
      second.close();
      third.close();

      // Below, a busy machine may be to blame.
      assertThat((double) count).isBetween(0.9 * allowed, 1.05 * allowed);
    }
  }

  private static MockWebServer counting(AtomicInteger seen) throws IOException {
    Logger.getLogger(MockWebServer.class.getName()).setLevel(Level.SEVERE);
    MockWebServer server = new MockWebServer();
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            seen.incrementAndGet();
            return new MockResponse()
                .setHeader("Content-Type", "application/json")
                .setBody(
                    "{\"choices\": [{\"index\": 0, \"finish_reason\": \"stop\", \"message\":"
                        + " {\"role\": \"assistant\", \"content\": \"fine\"}}]}");
          }
        });
    server.start();
    return server;
  }

  /** Asks as fast as it may until it is closed, which is what a killed one looks like to others. */
  private static final class Worker {

    private final AtomicBoolean alive = new AtomicBoolean(true);
    private final Asker<Judgement> asker;
    private final Thread thread;

    Worker(String name, MockWebServer server, Ledger ledger) {
      Parameters parameters =
          new Parameters(
              "m", Mode.VOTES, Constraint.NONE, 1, false, 0, Parameters.TokenLimit.MAX_TOKENS);
      asker =
          new Asker<>(
              name,
              new ChatExchange(
                  new OpenAiChat(
                      new OpenAiClient(
                          server.url("/v1").toString(), null, 8, Duration.ofSeconds(5)),
                      Made.LABELS),
                  new Prompt(Made.POLICY, 0, null, Mode.VOTES),
                  Made.LABELS,
                  parameters),
              new Patience(3, Duration.ofSeconds(30), Duration.ofSeconds(5)),
              8,
              ledger::renew);
      thread =
          new Thread(
              () -> {
                List<CompletableFuture<Answer<Judgement>>> asked = new ArrayList<>();
                try {
                  for (int i = 0; alive.get(); i++) {
                    asker.ask(name + i, name + i, Duration.ofMillis(50)).ifPresent(asked::add);
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.start();
    }

    void close() throws InterruptedException {
      alive.set(false);
      asker.close();
      thread.join();
    }
  }
}
