package org.penumbra.jobs.llm;

import org.penumbra.StableHash;
import org.penumbra.embed.EmbeddingExchange;
import org.penumbra.llm.Exchange;
import org.penumbra.settings.EmbedderSettings;

/**
 * How a process is to ask for vectors.
 *
 * @param server where the model is
 * @param options what each request asks for
 * @param length numbers of every vector, or null where the first one tells
 */
public record EmbedSpec(ModelServer server, EmbeddingExchange.Options options, Integer length)
    implements AskSpec<float[]> {

  public static EmbedSpec of(EmbedderSettings settings) {
    return new EmbedSpec(
        ModelServer.of(settings.http()),
        new EmbeddingExchange.Options(
            settings.model(),
            settings.http().dimensions(),
            settings.http().maxCharacters(),
            settings.batchSize()),
        null);
  }

  /** The same, for vectors of a known length. */
  public EmbedSpec ofLength(int numbers) {
    return new EmbedSpec(server, options, numbers);
  }

  /** One for the whole command: tasks of any stage may ask. */
  @Override
  public String ledger() {
    return EmbedderLedger.NAME;
  }

  @Override
  public Exchange<float[]> open() {
    return length == null
        ? new EmbeddingExchange(server.open(), options)
        : new EmbeddingExchange(server.open(), options, length);
  }

  /** The server may move: only what it is asked for counts. */
  @Override
  public String requestHash() {
    return StableHash.id128(
        String.join(
            "\n",
            "embeddings",
            options.model(),
            String.valueOf(options.dimensions()),
            Integer.toString(options.maxCharacters())));
  }

  @Override
  public AnswerColumns<float[]> columns() {
    return new VectorColumns();
  }
}
