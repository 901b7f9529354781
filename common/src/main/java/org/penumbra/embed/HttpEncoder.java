package org.penumbra.embed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.penumbra.StableHash;
import org.penumbra.llm.Answer;
import org.penumbra.llm.Asker;

/** Texts' vectors as a server gives them; a text that it refuses has none. */
public final class HttpEncoder implements TextEncoder {

  private static final Duration WAIT = Duration.ofMinutes(1);

  private final Supplier<Asker<float[]>> askers;
  private final int maxCharacters;
  private int dimension;

  /**
   * @param askers gives one that takes questions
   * @param maxCharacters where texts are cut
   */
  public HttpEncoder(Supplier<Asker<float[]>> askers, int maxCharacters) {
    this.askers = askers;
    this.maxCharacters = maxCharacters;
  }

  /** As a harmless text tells, once. */
  @Override
  public synchronized int dimension() {
    if (dimension == 0) {
      dimension = encode(List.of("dimension")).get(0).vector().length;
    }
    return dimension;
  }

  @Override
  public List<EncodedText> encode(List<String> texts) {
    Asker<float[]> asker = askers.get();
    try {
      Map<String, CompletableFuture<Answer<float[]>>> asked = new HashMap<>();
      for (String text : texts) {
        if (!asked.containsKey(text)) {
          asked.put(text, ask(asker, text));
        }
      }
      List<EncodedText> encoded = new ArrayList<>(texts.size());
      for (String text : texts) {
        float[] vector = asked.get(text).join().brought();
        encoded.add(
            vector == null ? null : new EncodedText(vector, null, text.length() > maxCharacters));
      }
      return encoded;
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      asker.flush();
    }
  }

  private static CompletableFuture<Answer<float[]>> ask(Asker<float[]> asker, String text) {
    String hash = StableHash.id128(text);
    try {
      Optional<CompletableFuture<Answer<float[]>>> asked = Optional.empty();
      while (asked.isEmpty()) {
        asked = asker.ask(hash, text, WAIT);
      }
      return asked.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while vectors were asked for", e);
    }
  }

  /** The asker is the process's, and closed with it. */
  @Override
  public void close() {}
}
