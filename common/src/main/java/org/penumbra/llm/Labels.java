package org.penumbra.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.text.Normalizer;
import java.util.Locale;
import java.util.OptionalInt;
import org.penumbra.policy.Policy;

/** The two answers a policy knows, and how a model may spell them. */
public final class Labels {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String positive;
  private final String negative;
  private final String positiveSpelling;
  private final String negativeSpelling;

  public Labels(Policy policy) {
    this.positive = policy.positiveName();
    this.negative = policy.negativeName();
    this.positiveSpelling = spelling(positive);
    this.negativeSpelling = spelling(negative);
  }

  /** What a text is called that the question is true of. */
  String positive() {
    return positive;
  }

  /** What any other text is called. */
  String negative() {
    return negative;
  }

  /**
   * The label that an answer names: it and nothing else, but for case, quotes, a full stop and
   * white space.
   */
  OptionalInt read(String answer) {
    String said = spelling(answer);
    if (said.equals(positiveSpelling)) {
      return OptionalInt.of(1);
    }
    return said.equals(negativeSpelling) ? OptionalInt.of(0) : OptionalInt.empty();
  }

  /** The label that begins with a token, where one alone does. */
  OptionalInt begunBy(String token) {
    String begun = spelling(token);
    boolean positiveBegun = !begun.isEmpty() && positiveSpelling.startsWith(begun);
    boolean negativeBegun = !begun.isEmpty() && negativeSpelling.startsWith(begun);
    if (positiveBegun == negativeBegun) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(positiveBegun ? 1 : 0);
  }

  /** The JSON of an answer, or a missing node where it is none. */
  static JsonNode json(String answer) {
    int from = answer.indexOf('{');
    int to = answer.lastIndexOf('}');
    if (from < 0 || to < from) {
      return JSON.missingNode();
    }
    try {
      return JSON.readTree(answer.substring(from, to + 1));
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  /** No label is so long, however it is dressed; what a model writes may be, and take its time. */
  private static final int LONGEST = 1000;

  private static String spelling(String answer) {
    if (answer.length() > LONGEST) {
      return "";
    }
    return Normalizer.normalize(answer, Normalizer.Form.NFKC)
        .replaceAll("^[\\s\"'`*▁Ġ]+|[\\s\"'`*.]+$", "")
        .toLowerCase(Locale.ROOT);
  }
}
