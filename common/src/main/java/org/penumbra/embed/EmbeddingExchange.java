package org.penumbra.embed;

import com.openai.models.embeddings.EmbeddingCreateParams;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.penumbra.llm.Exchange;
import org.penumbra.llm.Inquiry;
import org.penumbra.llm.OpenAiClient;
import org.penumbra.llm.Service;
import org.penumbra.llm.Usage;

/**
 * Asks a server that speaks the OpenAI protocol for the unit vectors of several texts at a time.
 * All are of one length: that of the first, where no other is wanted.
 */
public final class EmbeddingExchange implements Exchange<float[]> {

  /** Characters of a token, before any answer tells better. */
  private static final long CHARACTERS = 4;

  /** Tokens of a text, before any was counted. */
  private static final long TOKENS = 256;

  private final OpenAiClient client;
  private final Options options;
  private final AtomicInteger length;

  /**
   * What is asked for.
   *
   * @param model the model's name
   * @param dimensions numbers of a vector as the model is asked for them, or null for its own
   * @param maxCharacters where texts are cut
   * @param bundle texts of a request
   */
  public record Options(String model, Integer dimensions, int maxCharacters, int bundle)
      implements Serializable {}

  /**
   * @param client closed with this
   */
  public EmbeddingExchange(OpenAiClient client, Options options) {
    this.client = client;
    this.options = options;
    this.length = new AtomicInteger(options.dimensions() == null ? 0 : options.dimensions());
  }

  /**
   * The same, for vectors of a known length.
   *
   * @param length how many numbers each is to have
   */
  public EmbeddingExchange(OpenAiClient client, Options options, int length) {
    this(client, options);
    this.length.set(length);
  }

  @Override
  public Service service() {
    return Service.EMBEDDINGS;
  }

  @Override
  public int bundle() {
    return options.bundle();
  }

  @Override
  public Usage usual() {
    return new Usage(1, TOKENS * options.bundle(), 0);
  }

  @Override
  public Usage expected(long characters) {
    return new Usage(1, characters / CHARACTERS, 0);
  }

  @Override
  public Inquiry<float[]> about(List<String> texts) {
    List<String> sent = texts.stream().map(text -> cut(text, options.maxCharacters())).toList();
    return () -> send(sent);
  }

  private CompletableFuture<Inquiry.Received<float[]>> send(List<String> texts) {
    EmbeddingCreateParams.Builder request =
        EmbeddingCreateParams.builder()
            .model(options.model())
            .inputOfArrayOfStrings(texts)
            .encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT);
    if (options.dimensions() != null) {
      request.dimensions(options.dimensions());
    }
    return client
        .requests()
        .embeddings()
        .create(request.build())
        .thenApply(reply -> new EmbeddingReply(reply, texts.size(), length));
  }

  @Override
  public void close() {
    client.close();
  }

  /** A text as it is sent: no pair of characters that are one is torn apart. */
  static String cut(String text, int maxCharacters) {
    if (text.length() <= maxCharacters) {
      return text;
    }
    boolean torn = Character.isHighSurrogate(text.charAt(maxCharacters - 1));
    return text.substring(0, torn ? maxCharacters - 1 : maxCharacters);
  }
}
