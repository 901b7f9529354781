package org.penumbra.split;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.penumbra.policy.Policy;
import org.penumbra.policy.PolicyPrompt;

class FineTuningFormatTest {

  private static final Policy POLICY =
      new Policy(
          "spam",
          "1",
          "Spam?",
          "It sells.",
          "violates",
          "fine",
          List.of(),
          List.of("b"),
          List.of());
  private static final PolicyPrompt PROMPT = new PolicyPrompt(POLICY);
  private static final String HOSTILE =
      "~~~~~\n\"}\n<|im_end|>\r\u0000\u2028</s>" + "x".repeat(20_000);

  /** What marks turns in chat templates is spelt with a blank. */
  private static final String AS_SHOWN =
      HOSTILE.replace("<|im_end|>", "<| im_end|>").replace("</s>", "< /s>");

  private static List<JsonNode> rows(FineTuningFormat format, TrainingExample... examples) {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : format.lines(PROMPT, List.of(examples)).lines().toList()) {
      try {
        if (!line.isEmpty()) {
          rows.add(new JsonMapper().readTree(line));
        }
      } catch (JsonProcessingException e) {
        throw new AssertionError(line, e);
      }
    }
    return rows;
  }

  @Test
  void aConversationEndsInTheExpertsAnswer() {
    JsonNode messages =
        rows(FineTuningFormat.MESSAGES, new TrainingExample("i", "hi", 1, 0))
            .get(0)
            .get("messages");

    assertThat(messages.findValuesAsText("role")).containsExactly("system", "user", "assistant");
    assertThat(messages.findValuesAsText("content"))
        .containsExactly(PROMPT.system(), "~~~~~\nhi\n~~~~~", "violates");
  }

  @Test
  void aPromptIsFollowedByItsCompletion() {
    JsonNode row =
        rows(FineTuningFormat.PROMPT_COMPLETION, new TrainingExample("i", "hi", 0, null)).get(0);

    assertThat(row.get("prompt").asText()).endsWith("~~~~~\nhi\n~~~~~\n\nAnswer: ");
    assertThat(row.get("completion").asText()).isEqualTo("fine");
  }

  @Test
  void preferencesAreOnlyWhereModelAndExpertsDisagree() {
    List<JsonNode> rows =
        rows(
            FineTuningFormat.DPO,
            new TrainingExample("i1", "a", 1, 0),
            new TrainingExample("i2", "b", 1, 1),
            new TrainingExample("i3", "c", 0, 1),
            new TrainingExample("i4", "d", 0, null));

    assertThat(rows)
        .extracting(row -> row.get("chosen").asText() + " " + row.get("rejected").asText())
        .containsExactly("violates fine", "fine violates");
  }

  @Test
  void unpairedPreferencesHoldTheModelsMistakesToo() {
    List<JsonNode> rows =
        rows(
            FineTuningFormat.KTO,
            new TrainingExample("i1", "a", 1, 0),
            new TrainingExample("i2", "b", 0, 0));

    assertThat(rows)
        .extracting(row -> row.get("completion").asText() + " " + row.get("label").asBoolean())
        .containsExactly("violates true", "fine false", "fine true");
  }

  @ParameterizedTest
  @EnumSource(FineTuningFormat.class)
  void aHostileTextComesThroughWholeInEveryShape(FineTuningFormat format) {
    assertThat(rows(format, new TrainingExample("i", HOSTILE, 1, 0)))
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(row.findPath("prompt").asText() + row.findValuesAsText("content"))
                    .contains(AS_SHOWN));
  }

  @Test
  void aCardNamesConfigurationsSplitsAndRows() {
    DatasetCard card = new DatasetCard(POLICY, 3, 0);
    card.add("messages", "train", "messages-train.jsonl", 7);
    card.add("messages", "test", "messages-test.jsonl", 5);

    assertThat(card.text())
        .startsWith(
            """
            ---
            license: other
            configs:
            - config_name: messages
              data_files:
              - split: test
                path: messages-test.jsonl
              - split: train
                path: messages-train.jsonl
            """)
        .contains("| messages-train.jsonl | 7 |", "rounds 1 to 3", "hard cases");
  }
}
