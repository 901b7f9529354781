package org.penumbra.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.ObjectMappers;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.models.chat.completions.ChatCompletion;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Requests and results as lines of OpenAI's batch files, which vLLM's {@code run-batch} reads too.
 * A request is named for all that is asked and for its text, so that results of another prompt or
 * model are told apart.
 */
public final class OfflineBatch {

  /** Requests that a file may hold. */
  public static final int MOST_REQUESTS = 50_000;

  /** Bytes that a file may have. */
  public static final long MOST_BYTES = 200_000_000;

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{32}");
  private static final int ASKED_DIGITS = 16;

  /** A request that no server takes, whoever it is; others may have met a gateway's bad moment. */
  private static final Set<Integer> OWN_FAULT = Set.of(400, 422);

  private final String asked;
  private final Prompt prompt;
  private final Parameters parameters;
  private final ChatRequest request;
  private final Judge judge;

  /**
   * @param requestHash all that decides an answer beside the text
   */
  public OfflineBatch(Labels labels, Prompt prompt, Parameters parameters, String requestHash) {
    this.asked = requestHash.substring(0, ASKED_DIGITS) + "-";
    this.prompt = prompt;
    this.parameters = parameters;
    this.request = new ChatRequest(labels);
    this.judge = new Judge(labels, parameters);
  }

  /** The line that asks about a text, without its end. */
  public String request(String textHash, String text) {
    ObjectNode line = ObjectMappers.jsonMapper().createObjectNode();
    line.put("custom_id", asked + textHash);
    line.put("method", "POST");
    line.put("url", "/v1/chat/completions");
    line.set(
        "body",
        ObjectMappers.jsonMapper()
            .valueToTree(request.of(prompt.about(text), parameters, 0)._body()));
    return line.toString();
  }

  /**
   * What a line of a file of results or errors says.
   *
   * @return the answer; nothing where there is none that lasts, so that the text is asked about
   *     again
   */
  public Optional<Answer<Judgement>> result(String line) {
    try {
      JsonNode result = ObjectMappers.jsonMapper().readTree(line);
      String id = result.path("custom_id").asText("");
      String name = id.startsWith(asked) ? id.substring(asked.length()) : "";
      if (!HASH.matcher(name).matches()) {
        return Optional.empty();
      }
      JsonNode response = result.path("response");
      int status = response.path("status_code").asInt(200);
      return status == 200 && response.path("body").isObject()
          ? judged(name, response.path("body"))
          : refused(name, status, result);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private Optional<Answer<Judgement>> judged(String name, JsonNode body)
      throws JsonProcessingException {
    Usage usage = Usage.NONE;
    try {
      Reply reply =
          ChatReply.of(ObjectMappers.jsonMapper().treeToValue(body, ChatCompletion.class));
      usage = reply.usage().orElse(new Usage(1, 0, 0));
      // A server that knows no n sends one answer, which is no vote.
      return reply.choices().size() < parameters.samples()
          ? Optional.empty()
          : Optional.of(
              Answer.of(
                  name, judge.judge(reply.choices().subList(0, parameters.samples())), usage));
    } catch (Fault fault) {
      return fault.kind() == Fault.Kind.REJECT
          ? Optional.of(Answer.rejected(name, fault.reason(), true, usage))
          : Optional.empty();
    } catch (OpenAIInvalidDataException e) {
      return Optional.empty();
    }
  }

  /** What asking again would not mend is a reject. */
  private static Optional<Answer<Judgement>> refused(String name, int status, JsonNode result) {
    String said = result.path("error") + " " + result.path("response").path("body");
    Fault fault = Faults.of(status, said.toLowerCase(Locale.ROOT));
    boolean lasts = fault.kind() == Fault.Kind.REJECT || OWN_FAULT.contains(status);
    return lasts
        ? Optional.of(Answer.rejected(name, fault.reason(), true, new Usage(1, 0, 0)))
        : Optional.empty();
  }
}
