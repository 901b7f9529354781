package org.penumbra.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.penumbra.policy.Policy;

class PromptTest {

  @Test
  void theTextComesLastAndAllElseIsTheSame() {
    Prompt prompt = new Prompt(Made.POLICY, 2, null, Mode.LOGPROBS);

    List<Message> one = prompt.about("one");
    List<Message> other = prompt.about("another");

    assertThat(one.subList(0, one.size() - 1)).isEqualTo(other.subList(0, other.size() - 1));
    assertThat(one.get(one.size() - 1))
        .isEqualTo(new Message(Message.Role.USER, "~~~~~\none\n~~~~~"));
    assertThat(one.get(0).role()).isEqualTo(Message.Role.SYSTEM);
    assertThat(one.get(0).content())
        .contains(Made.POLICY.question(), Made.POLICY.definition())
        .endsWith("Answer with one of these and nothing else: violates, fine.");
  }

  @Test
  void examplesArePositiveAndNegativeInTurn() {
    List<Message> chat = new Prompt(Made.POLICY, 2, null, Mode.LOGPROBS).about("x");

    assertThat(chat.subList(1, chat.size() - 1))
        .extracting(Message::content)
        .containsExactly(
            "~~~~~\nSyrup ends arthritis.\n~~~~~",
            "violates",
            "~~~~~\nThe van comes on Friday.\n~~~~~",
            "fine",
            "~~~~~\nSalt ends diabetes.\n~~~~~",
            "violates");
  }

  @Test
  void aConfidenceIsAskedForAsJson() {
    List<Message> chat = new Prompt(Made.POLICY, 1, null, Mode.CONFIDENCE).about("x");

    assertThat(chat.get(0).content())
        .endsWith(
            "Answer with JSON and nothing else: {\"answer\": \"violates\" or \"fine\","
                + " \"confidence\": how sure you are that it is right, from 0.5 to 1}.")
        .doesNotContain("Answer with one of these");
    assertThat(chat.get(2).content()).isEqualTo("{\"answer\": \"violates\", \"confidence\": 0.95}");
  }

  @Test
  void theHashKnowsAllThatIsAsked() {
    Policy other =
        new Policy(
            "health-claims",
            "1",
            Made.POLICY.question(),
            "It promises two cures.",
            "violates",
            "fine",
            List.of(),
            Made.POLICY.positiveExamples(),
            Made.POLICY.negativeExamples());
    String hash = new Prompt(Made.POLICY, 2, null, Mode.LOGPROBS).hash();

    assertThat(hash).isEqualTo(new Prompt(Made.POLICY, 2, null, Mode.VOTES).hash()).hasSize(32);
    assertThat(new Prompt(Made.POLICY, 1, null, Mode.LOGPROBS).hash()).isNotEqualTo(hash);
    assertThat(new Prompt(Made.POLICY, 2, null, Mode.CONFIDENCE).hash()).isNotEqualTo(hash);
    assertThat(new Prompt(other, 2, null, Mode.LOGPROBS).hash()).isNotEqualTo(hash);
  }
}
