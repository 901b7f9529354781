package org.penumbra.embed;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.penumbra.Errors;

/** Counts tokens as a model's own tokenizer cuts them. */
public final class TokenCounter implements AutoCloseable {

  private final HuggingFaceTokenizer tokenizer;

  private TokenCounter(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * Reads a tokenizer.
   *
   * @param file a tokenizer.json as Hugging Face keeps them
   * @throws org.penumbra.UserException if it cannot be used
   */
  public static TokenCounter open(Path file, NativeCache natives) {
    natives.install();
    try (InputStream json = Files.newInputStream(file)) {
      return new TokenCounter(
          HuggingFaceTokenizer.newInstance(
              json, Map.of("truncation", "do_not_truncate", "padding", "do_not_pad")));
    } catch (Exception e) { // the native side throws bare RuntimeExceptions
      throw Errors.tokenizerUnusable(file.toString(), e.toString());
    }
  }

  /** Tokens of a text, without those that mark its beginning and end. */
  public long count(String text) {
    return tokenizer.encode(text, false, false).getIds().length;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
