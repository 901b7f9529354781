package org.penumbra.llm;

import java.io.Serializable;
import java.util.List;
import org.penumbra.Interval;

/**
 * What asking about a corpus takes, from a sample of its shards: rows and characters are estimated
 * by their ratio to the bytes read (ratio estimator; Cochran 1977, Sampling Techniques, sections
 * 6.2 and 6.4), with 95 % normal intervals over shards.
 *
 * @param rows rows of the corpus
 * @param requests requests, each text once: copies make them fewer
 * @param promptTokens tokens that the model reads; where several answers vote, as if it read the
 *     prompt for each
 * @param completionTokens tokens that it writes at most
 * @param cost money, in the currency of the prices
 */
public record CostEstimate(
    Interval rows,
    Interval requests,
    Interval promptTokens,
    Interval completionTokens,
    Interval cost) {

  private static final double Z = 1.959964;

  /**
   * A shard that was read.
   *
   * @param bytes of its range
   * @param rows in it that hold a text
   * @param characters of these texts
   */
  public record ReadShard(long bytes, long rows, long characters) implements Serializable {}

  /**
   * What each request takes.
   *
   * @param fixedTokens tokens of the prompt but for the text
   * @param tokensPerCharacter of a text
   * @param answerTokens tokens of an answer at most
   * @param samples answers per text
   */
  public record Request(
      double fixedTokens, double tokensPerCharacter, double answerTokens, int samples) {}

  /**
   * Estimates.
   *
   * @param read some shards, drawn alike
   * @param bytes of all shards
   * @param shards how many there are
   * @param most texts that are asked about at most, or null for all
   */
  public static CostEstimate of(
      List<ReadShard> read, long bytes, int shards, Long most, Request request, Limits limits) {
    Interval rows = total(read, bytes, shards, ReadShard::rows);
    Interval characters = total(read, bytes, shards, ReadShard::characters);
    double cap = most == null ? Double.POSITIVE_INFINITY : most;
    Interval texts =
        new Interval(
            Math.min(cap, rows.estimate()), Math.min(cap, rows.low()), Math.min(cap, rows.high()));
    double share = rows.estimate() == 0 ? 0 : texts.estimate() / rows.estimate();
    Interval requests = times(texts, request.samples());
    Interval prompt =
        new Interval(
            prompt(texts.estimate(), characters.estimate() * share, request),
            prompt(texts.low(), characters.low() * share, request),
            prompt(texts.high(), characters.high() * share, request));
    Interval completion = times(requests, request.answerTokens());
    return new CostEstimate(rows, requests, prompt, completion, cost(prompt, completion, limits));
  }

  /** Together with what another voice takes that is asked about the same texts. */
  public CostEstimate plus(CostEstimate other) {
    return new CostEstimate(
        rows,
        plus(requests, other.requests),
        plus(promptTokens, other.promptTokens),
        plus(completionTokens, other.completionTokens),
        plus(cost, other.cost));
  }

  /** One sample tells of both, so they are off to the same side. */
  private static Interval plus(Interval one, Interval other) {
    return new Interval(
        one.estimate() + other.estimate(), one.low() + other.low(), one.high() + other.high());
  }

  /** Hours at a rate of requests and one of tokens a minute, whichever is slower; NaN for none. */
  public double hours(Limits limits) {
    double minutes = Double.NaN;
    if (limits.requestsPerMinute() != null) {
      minutes = requests.estimate() / limits.requestsPerMinute();
    }
    if (limits.tokensPerMinute() != null) {
      double byTokens =
          (promptTokens.estimate() + completionTokens.estimate()) / limits.tokensPerMinute();
      minutes = Double.isNaN(minutes) ? byTokens : Math.max(minutes, byTokens);
    }
    return minutes / 60;
  }

  private static double prompt(double texts, double characters, Request request) {
    return request.samples()
        * (texts * request.fixedTokens() + characters * request.tokensPerCharacter());
  }

  private static Interval times(Interval one, double factor) {
    return new Interval(one.estimate() * factor, one.low() * factor, one.high() * factor);
  }

  private static Interval cost(Interval prompt, Interval completion, Limits limits) {
    return new Interval(
        money(prompt.estimate(), completion.estimate(), limits),
        money(prompt.low(), completion.low(), limits),
        money(prompt.high(), completion.high(), limits));
  }

  private static double money(double prompt, double completion, Limits limits) {
    return limits.cost(new Usage(0, Math.round(prompt), Math.round(completion)));
  }

  private interface Count {
    long of(ReadShard shard);
  }

  private static Interval total(List<ReadShard> read, long bytes, int shards, Count count) {
    double x = read.stream().mapToLong(ReadShard::bytes).sum();
    double y = read.stream().mapToLong(count::of).sum();
    if (x == 0) {
      return new Interval(0, 0, 0);
    }
    double ratio = y / x;
    double squares = 0;
    for (ReadShard shard : read) {
      double residual = count.of(shard) - ratio * shard.bytes();
      squares += residual * residual;
    }
    int n = read.size();
    double unread = 1 - (double) n / shards;
    double variance = n < 2 ? 0 : (double) bytes * bytes * unread * n / (n - 1) * squares / (x * x);
    double total = ratio * bytes;
    double half = Z * Math.sqrt(Math.max(0, variance));
    return new Interval(total, Math.max(0, total - half), total + half);
  }
}
