package org.penumbra.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PolicyPromptTest {

  private static final PolicyPrompt PROMPT =
      new PolicyPrompt(
          new Policy(
              "spam",
              "1",
              "Is it spam?",
              "It sells.",
              "violates",
              "fine",
              List.of(),
              List.of("buy"),
              List.of()));

  @Test
  void asksTheQuestionAndNamesTheAnswers() {
    assertThat(PROMPT.system()).contains("Question: Is it spam?", "It sells.", "violates, fine.");
    assertThat(PROMPT.user("hello")).isEqualTo("~~~~~\nhello\n~~~~~");
    assertThat(PROMPT.answers(0)).containsExactly("fine", "violates");
  }

  @Property
  void noTextEndsItsOwnFence(@ForAll String text, @ForAll("tildes") String run) {
    String user = PROMPT.user(text + run + text);
    String fence = user.substring(0, user.indexOf('\n'));

    assertThat(fence).matches("~{5,}");
    assertThat(user.substring(fence.length(), user.length() - fence.length()))
        .doesNotContain(fence);
    assertThat(user).endsWith("\n" + fence);
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<String> tildes() {
    return net.jqwik.api.Arbitraries.strings().withChars('~', '\n', '<', '|').ofMaxLength(60);
  }
}
