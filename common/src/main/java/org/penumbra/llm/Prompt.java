package org.penumbra.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.penumbra.StableHash;
import org.penumbra.policy.Policy;
import org.penumbra.policy.PolicyPrompt;

/**
 * A policy's question as a chat. What is the same for every text comes first, so that servers which
 * cache the beginning of a prompt read it once; the text comes last, fenced.
 */
public final class Prompt {

  private final PolicyPrompt policy;
  private final List<Message> beginning = new ArrayList<>();

  /**
   * The task and some of the policy's examples, positive and negative in turn.
   *
   * @param examples most of each
   * @param guidance what else the model is told of how to judge, or null
   * @param mode decides how the answer is to be written
   */
  public Prompt(Policy policy, int examples, String guidance, Mode mode) {
    this.policy = new PolicyPrompt(policy, guidance);
    boolean json = mode == Mode.CONFIDENCE;
    beginning.add(
        new Message(
            Message.Role.SYSTEM,
            json ? this.policy.task() + confidence(policy) : this.policy.system()));
    int most =
        Math.min(
            examples, Math.max(policy.positiveExamples().size(), policy.negativeExamples().size()));
    for (int i = 0; i < most; i++) {
      example(policy.positiveExamples(), i, policy.positiveName(), json);
      example(policy.negativeExamples(), i, policy.negativeName(), json);
    }
  }

  private void example(List<String> texts, int i, String answer, boolean json) {
    if (i < texts.size()) {
      beginning.add(user(texts.get(i)));
      String said = json ? "{\"answer\": \"" + answer + "\", \"confidence\": 0.95}" : answer;
      beginning.add(new Message(Message.Role.ASSISTANT, said));
    }
  }

  /** The whole chat about a text. */
  public List<Message> about(String text) {
    List<Message> chat = new ArrayList<>(beginning);
    chat.add(user(text));
    return chat;
  }

  /** A hash of what is the same for every text: 32 hexadecimal digits. */
  public String hash() {
    StringBuilder canonical = new StringBuilder();
    for (Message message : about("")) {
      canonical.append(message.role()).append(' ').append(message.content().length()).append(':');
      canonical.append(message.content()).append('\n');
    }
    return StableHash.id128(canonical.toString());
  }

  /** What is the same for every text, as one. */
  public String fixed() {
    return about("").stream().map(Message::content).collect(Collectors.joining("\n"));
  }

  private Message user(String text) {
    return new Message(Message.Role.USER, policy.user(text));
  }

  private static String confidence(Policy policy) {
    return """
         Answer with JSON and nothing else: {"answer": "%s" or "%s", "confidence": how sure you \
        are that it is right, from 0.5 to 1}."""
        .formatted(policy.positiveName(), policy.negativeName());
  }
}
