package org.penumbra.llm;

import com.openai.core.JsonValue;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts what is asked into the words of the OpenAI protocol. */
final class ChatRequest {

  private static final long TOP_LOGPROBS = 20;

  private final Labels labels;

  ChatRequest(Labels labels) {
    this.labels = labels;
  }

  /**
   * One request.
   *
   * @param seed for the server's sampling: how many answers there are already
   */
  ChatCompletionCreateParams of(List<Message> messages, Parameters parameters, long seed) {
    ChatCompletionCreateParams.Builder request =
        ChatCompletionCreateParams.builder()
            .model(parameters.model())
            .temperature(parameters.temperature());
    for (Message message : messages) {
      switch (message.role()) {
        case SYSTEM -> request.addSystemMessage(message.content());
        case USER -> request.addUserMessage(message.content());
        case ASSISTANT -> request.addAssistantMessage(message.content());
      }
    }
    if (parameters.mode() == Mode.LOGPROBS) {
      request.logprobs(true).topLogprobs(TOP_LOGPROBS);
    }
    if (parameters.samples() > 1) {
      if (parameters.together()) {
        // Servers that know no n send one answer; the rest is asked for with other seeds.
        request.n(parameters.samples() - seed);
      }
      seed(request, seed);
    }
    limit(request, parameters);
    constrain(request, parameters);
    return request.build();
  }

  @SuppressWarnings("deprecation") // by the vendor who made the protocol; others know it
  private static void seed(ChatCompletionCreateParams.Builder request, long seed) {
    request.seed(seed);
  }

  @SuppressWarnings("deprecation") // the name that servers other than its maker's know
  private static void limit(ChatCompletionCreateParams.Builder request, Parameters parameters) {
    long tokens = parameters.answerTokens();
    switch (parameters.tokenLimit()) {
      case MAX_TOKENS -> request.maxTokens(tokens);
      case MAX_COMPLETION_TOKENS -> request.maxCompletionTokens(tokens);
    }
  }

  private void constrain(ChatCompletionCreateParams.Builder request, Parameters parameters) {
    List<String> choice = List.of(labels.positive(), labels.negative());
    switch (parameters.constraint()) {
      case NONE -> {}
      case STRUCTURED_OUTPUTS ->
          request.putAdditionalBodyProperty(
              "structured_outputs", JsonValue.from(Map.of("choice", choice)));
      case GUIDED_CHOICE ->
          request.putAdditionalBodyProperty("guided_choice", JsonValue.from(choice));
      case RESPONSE_FORMAT -> request.jsonSchemaResponseFormat(schema(choice, parameters.mode()));
    }
  }

  private static ResponseFormatJsonSchema.JsonSchema schema(List<String> choice, Mode mode) {
    Map<String, Object> properties = new TreeMap<>();
    properties.put("answer", Map.of("type", "string", "enum", choice));
    if (mode == Mode.CONFIDENCE) {
      properties.put("confidence", Map.of("type", "number"));
    }
    return ResponseFormatJsonSchema.JsonSchema.builder()
        .name("answer")
        .strict(true)
        .schema(
            ResponseFormatJsonSchema.JsonSchema.Schema.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(properties))
                .putAdditionalProperty("required", JsonValue.from(List.copyOf(properties.keySet())))
                .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                .build())
        .build();
  }
}
