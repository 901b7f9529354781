package org.penumbra.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CanaryTest {

  private final List<Throwable> failures = new ArrayList<>();
  private int asked;
  private long now = 1;

  @Test
  void aReplyThatSaysNothingUsableIsAsGoodAsSilence() {
    Canary<Judgement> canary = canary(() -> Made.reply());

    assertThat(canary.ask()).isCompletedExceptionally();
    assertThat(failures).hasSize(1);
    assertThat(Faults.of(failures.get(0)).reason()).isEqualTo("no choice");
  }

  @Test
  void aReplyThatIsNoLabelShowsThatTheServerIsThere() {
    Canary<Judgement> canary =
        canary(() -> Made.reply(Made.said("Perhaps", Map.of("Perhaps", 0.9))));

    assertThat(canary.ask()).isCompleted();
    assertThat(failures).containsExactly((Throwable) null);
  }

  @Test
  void asksOnceASecondHoweverManyWantToKnow() {
    Canary<Judgement> canary = canary(() -> Made.sure(0.2));

    canary.wake();
    canary.wake();
    now += 2_000_000_000L;
    canary.wake();

    assertThat(asked).isEqualTo(2);
  }

  private Canary<Judgement> canary(Supplier<Reply> reply) {
    ChatModel model =
        new ChatModel() {
          @Override
          public CompletableFuture<Reply> ask(
              List<Message> messages, Parameters parameters, long seed) {
            asked++;
            return CompletableFuture.completedFuture(reply.get());
          }

          @Override
          public void close() {}
        };
    return new Canary<>(
        new ChatExchange(
            model,
            new Prompt(Made.POLICY, 0, null, Mode.LOGPROBS),
            Made.LABELS,
            Made.parameters(Mode.LOGPROBS)),
        () -> now,
        (received, failure) -> failures.add(failure));
  }
}
