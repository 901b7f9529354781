package org.penumbra.embed;

import com.openai.errors.OpenAIInvalidDataException;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.penumbra.llm.Fault;
import org.penumbra.llm.Inquiry;
import org.penumbra.llm.Reply;
import org.penumbra.llm.Usage;

/**
 * What a server answered when it was asked for vectors. Of what servers send only what is asked for
 * is read; each text has its own vector, all are of one length and have a direction.
 */
final class EmbeddingReply implements Inquiry.Received<float[]> {

  private final CreateEmbeddingResponse reply;
  private final int texts;
  private final AtomicInteger length;

  /**
   * @param texts that were asked about
   * @param length of all vectors; 0 until the first is known
   */
  EmbeddingReply(CreateEmbeddingResponse reply, int texts, AtomicInteger length) {
    if (reply == null) {
      throw new OpenAIInvalidDataException("null");
    }
    this.reply = reply;
    this.texts = texts;
    this.length = length;
  }

  @Override
  public Optional<Usage> usage() {
    long read = reply._usage().asKnown().flatMap(used -> used._promptTokens().asKnown()).orElse(0L);
    return new Reply(List.of(), read, 0).usage();
  }

  @Override
  public Optional<List<float[]>> read() throws Fault {
    List<Embedding> data = reply._data().asKnown().orElse(List.of());
    if (data.size() != texts) {
      throw Fault.retry("%d vectors for %d texts".formatted(data.size(), texts));
    }
    float[][] vectors = new float[texts][];
    for (int i = 0; i < texts; i++) {
      int place = place(data.get(i), i);
      if (place < 0 || place >= texts || vectors[place] != null) {
        throw Fault.retry("vectors that belong to no text");
      }
      vectors[place] = unit(numbers(data.get(i)));
    }
    // Only once all are known to be good may their length bind others.
    for (float[] vector : vectors) {
      int known = length.compareAndExchange(0, vector.length);
      if (known != 0 && known != vector.length) {
        throw Fault.retry("a vector of %d numbers, not %d".formatted(vector.length, known));
      }
    }
    return Optional.of(Arrays.asList(vectors));
  }

  /** Where it says it belongs; servers that do not say keep the order. */
  private static int place(Embedding embedding, int otherwise) throws Fault {
    if (embedding == null) {
      throw Fault.retry("no vector");
    }
    long index = embedding._index().asKnown().orElse((long) otherwise);
    return index < 0 || index > Integer.MAX_VALUE ? -1 : (int) index;
  }

  /** As they are asked for, or in the other way that the protocol knows. */
  private static float[] numbers(Embedding embedding) throws Fault {
    EmbeddingValue value =
        embedding._embeddingValue().asKnown().orElseThrow(() -> Fault.retry("no vector"));
    if (value.floats().isPresent()) {
      return floats(value.floats().get());
    }
    if (value.base64().isPresent()) {
      return floats(value.base64().get());
    }
    throw Fault.retry("no vector");
  }

  private static float[] floats(List<Float> list) throws Fault {
    float[] numbers = new float[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (list.get(i) == null) {
        throw Fault.retry("a vector with no number in a place");
      }
      numbers[i] = list.get(i);
    }
    return numbers;
  }

  private static float[] floats(String base64) throws Fault {
    try {
      ByteBuffer bytes =
          ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
      float[] numbers = new float[bytes.remaining() / Float.BYTES];
      bytes.asFloatBuffer().get(numbers);
      return numbers;
    } catch (IllegalArgumentException e) {
      throw Fault.retry("unreadable answer");
    }
  }

  private static float[] unit(float[] numbers) throws Fault {
    double squares = 0;
    for (float number : numbers) {
      squares += (double) number * number;
    }
    if (!Double.isFinite(squares)) {
      throw Fault.retry("a vector with numbers that are none");
    }
    if (squares == 0) {
      throw Fault.retry(numbers.length == 0 ? "an empty vector" : "a vector of zeros");
    }
    return Vectors.normalised(numbers);
  }
}
