package org.penumbra.split;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.penumbra.policy.PolicyPrompt;

/**
 * Shapes of fine-tuning files, a JSON object a line, as TRL names them (<a
 * href="https://huggingface.co/docs/trl/dataset_formats">dataset formats</a>); all come of one
 * consensus.
 */
public enum FineTuningFormat {
  /** Supervised, as a conversation; OpenAI's fine-tuning takes the same lines. */
  MESSAGES {
    @Override
    List<ObjectNode> rows(PolicyPrompt prompt, TrainingExample example) {
      ObjectNode row = JSON.createObjectNode();
      ArrayNode messages = row.putArray("messages");
      said(messages, "system", prompt.system());
      said(messages, "user", prompt.user(example.text()));
      said(messages, "assistant", prompt.answer(example.label()));
      return List.of(row);
    }
  },
  /** Supervised, as plain text. */
  PROMPT_COMPLETION {
    @Override
    List<ObjectNode> rows(PolicyPrompt prompt, TrainingExample example) {
      return List.of(
          JSON.createObjectNode()
              .put("prompt", prompt.whole(example.text()))
              .put("completion", prompt.answer(example.label())));
    }
  },
  /** Preference pairs, where the model and the experts disagree: the experts' answer is chosen. */
  DPO {
    @Override
    List<ObjectNode> rows(PolicyPrompt prompt, TrainingExample example) {
      if (!example.contradicted()) {
        return List.of();
      }
      List<String> answers = prompt.answers(example.label());
      return List.of(
          JSON.createObjectNode()
              .put("prompt", prompt.whole(example.text()))
              .put("chosen", answers.get(0))
              .put("rejected", answers.get(1)));
    }
  },
  /** Unpaired preferences: the right answer, and the model's where that was wrong. */
  KTO {
    @Override
    List<ObjectNode> rows(PolicyPrompt prompt, TrainingExample example) {
      String asked = prompt.whole(example.text());
      List<String> answers = prompt.answers(example.label());
      ObjectNode right = JSON.createObjectNode().put("prompt", asked);
      right.put("completion", answers.get(0)).put("label", true);
      if (!example.contradicted()) {
        return List.of(right);
      }
      ObjectNode wrong = JSON.createObjectNode().put("prompt", asked);
      wrong.put("completion", answers.get(1)).put("label", false);
      return List.of(right, wrong);
    }
  };

  private static final JsonMapper JSON = new JsonMapper();

  abstract List<ObjectNode> rows(PolicyPrompt prompt, TrainingExample example);

  /** The lines of some examples, in their order; empty where none has one. */
  public String lines(PolicyPrompt prompt, List<TrainingExample> examples) {
    StringBuilder lines = new StringBuilder();
    for (TrainingExample example : examples) {
      for (ObjectNode row : rows(prompt, example)) {
        try {
          lines.append(JSON.writeValueAsString(row)).append('\n');
        } catch (JsonProcessingException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return lines.toString();
  }

  /** The name in files and configurations. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether evaluation can use the shape: preferences are for training. */
  public boolean evaluates() {
    return this == MESSAGES || this == PROMPT_COMPLETION;
  }

  private static void said(ArrayNode messages, String role, String content) {
    messages.addObject().put("role", role).put("content", content);
  }
}
