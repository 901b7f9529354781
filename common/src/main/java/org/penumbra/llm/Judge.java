package org.penumbra.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Reads a score from a model's answers, or says why there is none. */
public final class Judge {

  private static final String OUTSIDE = "answer outside the labels";

  private final Labels labels;
  private final Parameters parameters;

  public Judge(Labels labels, Parameters parameters) {
    this.labels = labels;
    this.parameters = parameters;
  }

  /**
   * Reads them.
   *
   * @param choices one, or as many as vote
   * @throws Fault where they hold no score
   */
  Judgement judge(List<Reply.Choice> choices) throws Fault {
    for (Reply.Choice choice : choices) {
      refuse(choice);
    }
    return switch (parameters.mode()) {
      case LOGPROBS -> firstToken(choices.get(0));
      case VOTES -> votes(choices);
      case CONFIDENCE -> confidence(choices.get(0));
    };
  }

  private static void refuse(Reply.Choice choice) throws Fault {
    if ("content_filter".equals(choice.finish())) {
      throw Fault.reject("content filter");
    }
    if (choice.refusal() != null && !choice.refusal().isBlank()) {
      throw Fault.reject("refused by the model");
    }
  }

  /** The mass of each label's spellings among the likeliest first tokens. */
  private Judgement firstToken(Reply.Choice choice) throws Fault {
    if (choice.first().isEmpty()) {
      throw Fault.retry("no log-probabilities");
    }
    if (label(choice).isEmpty()) {
      throw Fault.reject(OUTSIDE);
    }
    double[] mass = new double[2];
    for (Map.Entry<String, Double> token : choice.first().entrySet()) {
      double probability = Math.exp(token.getValue());
      labels.begunBy(token.getKey()).ifPresent(label -> mass[label] += probability);
    }
    double both = mass[0] + mass[1];
    if (!(both > 0) || both > 1.01) {
      throw Fault.reject("log-probabilities outside the labels");
    }
    return new Judgement(mass[1] / both, Math.max(0, 1 - both));
  }

  private Judgement votes(List<Reply.Choice> choices) throws Fault {
    int[] votes = new int[2];
    for (Reply.Choice choice : choices) {
      label(choice).ifPresent(label -> votes[label]++);
    }
    int valid = votes[0] + votes[1];
    if (valid == 0) {
      throw Fault.reject(OUTSIDE);
    }
    return new Judgement((double) votes[1] / valid, 1 - (double) valid / choices.size());
  }

  private Judgement confidence(Reply.Choice choice) throws Fault {
    JsonNode answer = Labels.json(choice.content());
    OptionalInt label = labels.read(answer.path("answer").asText(""));
    if (label.isEmpty()) {
      throw Fault.reject(OUTSIDE);
    }
    double confidence = answer.path("confidence").asDouble(Double.NaN);
    if (!(confidence >= 0 && confidence <= 1)) {
      throw Fault.reject("confidence outside 0 to 1");
    }
    return new Judgement(label.getAsInt() == 1 ? confidence : 1 - confidence, 0);
  }

  private OptionalInt label(Reply.Choice choice) {
    String said =
        parameters.json()
            ? Labels.json(choice.content()).path("answer").asText("")
            : choice.content();
    return labels.read(said);
  }
}
