package org.penumbra.embed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.penumbra.Errors;
import org.penumbra.llm.Exchange;
import org.penumbra.llm.Fault;
import org.penumbra.llm.Faults;
import org.penumbra.llm.Inquiry;
import org.penumbra.llm.Probing;
import org.penumbra.llm.Usage;

/**
 * Two requests that tell what a server's vectors are before anything is paid for in earnest: one
 * about two texts, and one about as many as will go together.
 */
public final class EmbeddingCheck {

  private static final List<String> TEXTS =
      List.of("The library opens at nine.", "Fresh bread every morning.");

  private final Exchange<float[]> exchange;
  private Usage usage = Usage.NONE;

  public EmbeddingCheck(Exchange<float[]> exchange) {
    this.exchange = exchange;
  }

  /**
   * What was found.
   *
   * @param length numbers of a vector
   * @param findings a sentence each, for people
   */
  public record Result(int length, List<String> findings) {}

  /** What it took so far, however it ended. */
  public Usage usage() {
    return usage;
  }

  /**
   * Sends them.
   *
   * @throws org.penumbra.UserException where the server gives no vectors that can be used
   */
  public Result run() {
    List<float[]> two = two();
    int length = two.get(0).length;
    if (Vectors.dot(two.get(0), two.get(1)) > 1 - 1e-6) {
      throw Errors.embeddingsAlike();
    }
    List<String> findings = new ArrayList<>();
    findings.add("vectors of " + length + " numbers");
    if (exchange.bundle() > TEXTS.size()) {
      float[] inCompany = many().get(0);
      findings.add(company(1 - Vectors.dot(two.get(0), inCompany)));
    }
    return new Result(length, findings);
  }

  /** One by one where a request takes no more. */
  private List<float[]> two() {
    try {
      if (exchange.bundle() > 1) {
        return ask(TEXTS);
      }
      List<float[]> two = new ArrayList<>(ask(TEXTS.subList(0, 1)));
      two.addAll(ask(TEXTS.subList(1, 2)));
      return two;
    } catch (Fault fault) {
      throw Errors.embeddingsUnusable(fault.reason());
    }
  }

  private List<float[]> many() {
    List<String> texts = new ArrayList<>(TEXTS);
    while (texts.size() < exchange.bundle()) {
      texts.add(TEXTS.get(texts.size() % TEXTS.size()) + " " + texts.size());
    }
    try {
      return ask(texts);
    } catch (Fault fault) {
      throw Errors.embeddingsTooMany(exchange.bundle(), fault.reason());
    }
  }

  /** Some servers pad or quantise over all texts of a request. */
  private String company(double difference) {
    return difference < 1e-6
        ? "the same whatever texts a request holds, up to " + exchange.bundle()
        : String.format(
            Locale.ROOT,
            "a text's similarity to itself among %d others of a request is %.5f",
            exchange.bundle() - 1,
            1 - difference);
  }

  private List<float[]> ask(List<String> texts) throws Fault {
    for (int attempt = 1; ; attempt++) {
      try {
        usage = usage.plus(new Usage(1, 0, 0));
        Inquiry.Received<float[]> received = exchange.about(texts).send().join();
        long read = received.usage().map(Usage::promptTokens).orElse(0L);
        usage = usage.plus(new Usage(0, read, 0));
        Optional<List<float[]>> vectors = received.read();
        if (vectors.isPresent()) {
          return vectors.get();
        }
      } catch (CompletionException e) {
        Probing.again(Faults.of(e), attempt);
      } catch (Fault fault) {
        Probing.again(fault, attempt);
      }
    }
  }
}
