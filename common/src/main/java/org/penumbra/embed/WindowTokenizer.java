package org.penumbra.embed;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.penumbra.Errors;

/** Cuts texts into windows of tokens. A long text is tokenized whole, so no word is cut in two. */
final class WindowTokenizer implements AutoCloseable {

  private final HuggingFaceTokenizer tokenizer;
  private final int maxWindows;

  private WindowTokenizer(HuggingFaceTokenizer tokenizer, int maxWindows) {
    this.tokenizer = tokenizer;
    this.maxWindows = maxWindows;
  }

  static WindowTokenizer open(EncoderModel model, EncoderOptions options) {
    String tokens = Integer.toString(options.maxTokens());
    // All of them stated, as the tokenizer.json has its own cut (128 tokens for MiniLM) and
    // padding.
    Map<String, String> settings =
        Map.of(
            "truncation", "longest_first",
            "maxLength", tokens,
            "modelMaxLength", tokens,
            "stride", "0",
            "padding", "do_not_pad",
            "addSpecialTokens", "true",
            "withOverflowingTokens", "true");
    try (InputStream json = model.source().tokenizer()) {
      return new WindowTokenizer(
          HuggingFaceTokenizer.newInstance(json, settings), options.maxWindows());
    } catch (EngineException e) { // of its native library, before it has read anything
      throw e;
    } catch (Exception e) { // the native side throws bare RuntimeExceptions
      throw Errors.encoderTokenizer(model.name(), e.getMessage());
    }
  }

  /** A text's windows in reading order; {@code truncated} if the cap on their number cut it. */
  record Windows(List<Window> kept, boolean truncated) {}

  /** Cuts a text; {@code position} is its place in the call. */
  Windows windows(String text, int position) {
    // One by one: the tokenizer's batch call starts threads of its own.
    Encoding whole = tokenizer.encode(text);
    Encoding[] overflow = whole.getOverflowing();
    int kept = Math.min(maxWindows, 1 + overflow.length);
    List<Window> windows = new ArrayList<>(kept);
    windows.add(window(whole, position, 0));
    for (int index = 1; index < kept; index++) {
      windows.add(window(overflow[index - 1], position, index));
    }
    return new Windows(windows, kept <= overflow.length);
  }

  /** A window of this many tokens, to try a model on. */
  Window longest(int tokens) {
    long[] ids = new long[tokens];
    Arrays.fill(ids, windows("", 0).kept().get(0).ids()[0]);
    return new Window(ids, new long[tokens], 0, 0);
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  private static Window window(Encoding encoding, int text, int index) {
    long[] ids = encoding.getIds();
    return ids.length == 0
        ? new Window(new long[1], new long[1], text, index)
        : new Window(ids, encoding.getTypeIds(), text, index);
  }
}
