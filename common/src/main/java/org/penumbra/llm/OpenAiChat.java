package org.penumbra.llm;

import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.JsonValue;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionTokenLogprob;
import com.openai.models.completions.CompletionUsage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** Chat completions through the official OpenAI client, of any server that speaks its protocol. */
public final class OpenAiChat implements ChatModel {

  private static final long TOP_LOGPROBS = 20;
  private static final long KEEP_ALIVE_SECONDS = 60;

  private final OkHttpClient http;
  private final OpenAIClientAsync client;
  private final Labels labels;

  /**
   * @param baseUrl up to and with {@code /v1}
   * @param key null for a server that asks for none
   * @param maxInFlight connections at most
   * @param timeout of a request
   */
  public OpenAiChat(String baseUrl, String key, Labels labels, int maxInFlight, Duration timeout) {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(maxInFlight);
    dispatcher.setMaxRequestsPerHost(maxInFlight);
    // Redirects are not followed: they could carry the key, and the text, to another host.
    this.http =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .connectionPool(new ConnectionPool(maxInFlight, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS))
            .followRedirects(false)
            .followSslRedirects(false)
            .build();
    this.client =
        OpenAIOkHttpClientAsync.builder()
            .okHttpClient(http)
            .baseUrl(baseUrl)
            .apiKey(key == null ? "none" : key)
            .maxRetries(0)
            .timeout(timeout)
            .build();
    this.labels = labels;
  }

  @Override
  public CompletableFuture<Reply> ask(List<Message> messages, Parameters parameters, long seed) {
    return client
        .chat()
        .completions()
        .create(request(messages, parameters, seed))
        .thenApply(OpenAiChat::reply);
  }

  private ChatCompletionCreateParams request(
      List<Message> messages, Parameters parameters, long seed) {
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
      // Servers that know no n send one answer; the rest is asked for with other seeds.
      request.n(parameters.samples() - seed);
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

  /**
   * Of what the servers send only what is asked for is read; a field of another type is a fault.
   */
  private static Reply reply(ChatCompletion completion) {
    if (completion == null) {
      throw new OpenAIInvalidDataException("null");
    }
    Optional<CompletionUsage> usage = completion._usage().asKnown();
    List<Reply.Choice> choices =
        completion._choices().asKnown().orElse(List.of()).stream().map(OpenAiChat::choice).toList();
    return new Reply(
        choices,
        usage.flatMap(used -> used._promptTokens().asKnown()).orElse(0L),
        usage.flatMap(used -> used._completionTokens().asKnown()).orElse(0L));
  }

  private static Reply.Choice choice(ChatCompletion.Choice choice) {
    Map<String, Double> first = new TreeMap<>();
    choice
        ._logprobs()
        .asKnown()
        .flatMap(logprobs -> logprobs._content().asKnown())
        .filter(tokens -> !tokens.isEmpty())
        .ifPresent(tokens -> spread(tokens.get(0), first));
    var message =
        choice._message().asKnown().orElseThrow(() -> new OpenAIInvalidDataException("no message"));
    return new Reply.Choice(
        message._content().asKnown().orElse(""),
        message._refusal().asKnown().orElse(null),
        choice._finishReason().asKnown().map(reason -> reason.asString()).orElse(""),
        first);
  }

  /** The likeliest tokens, or the one that was said, where no others are told. */
  private static void spread(ChatCompletionTokenLogprob token, Map<String, Double> first) {
    token
        ._topLogprobs()
        .asKnown()
        .orElse(List.of())
        .forEach(
            top ->
                top._token()
                    .asKnown()
                    .ifPresent(
                        spelling ->
                            top._logprob()
                                .asKnown()
                                .ifPresent(logprob -> first.put(spelling, logprob))));
    if (first.isEmpty()) {
      token
          ._token()
          .asKnown()
          .ifPresent(
              spelling ->
                  token._logprob().asKnown().ifPresent(logprob -> first.put(spelling, logprob)));
    }
  }

  @Override
  public void close() {
    http.dispatcher().cancelAll();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
