package org.penumbra.llm;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Chat completions of any server that speaks the OpenAI protocol. */
public final class OpenAiChat implements ChatModel {

  private final OpenAiClient client;
  private final ChatRequest request;

  /**
   * @param client closed with this
   */
  public OpenAiChat(OpenAiClient client, Labels labels) {
    this.client = client;
    this.request = new ChatRequest(labels);
  }

  @Override
  public CompletableFuture<Reply> ask(List<Message> messages, Parameters parameters, long seed) {
    return client
        .requests()
        .chat()
        .completions()
        .create(request.of(messages, parameters, seed))
        .thenApply(ChatReply::of);
  }

  @Override
  public void close() {
    client.close();
  }
}
