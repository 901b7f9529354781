package org.penumbra.jobs.llm;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.penumbra.llm.Asker;
import org.penumbra.llm.Ledger;
import org.penumbra.llm.Usage;

/** What asking a model does and costs, as gauges among Spark's own metrics. */
public final class LlmGauges {

  private LlmGauges() {}

  /** What the run has spent, on the driver: as the caps see it, what is not heard of yet too. */
  public static void ofDriver(MetricRegistry registry) {
    usage(registry, "llm.requests", Usage::requests);
    usage(registry, "llm.prompt-tokens", Usage::promptTokens);
    usage(registry, "llm.completion-tokens", Usage::completionTokens);
    Gauge<Double> cost = () -> Ledgers.latest().map(ledger -> ledger.spending().cost()).orElse(0.0);
    registry.register("llm.cost", cost);
    count(registry, "llm.scored", Ledger::scored);
    count(registry, "llm.rejected", Ledger::rejected);
  }

  /** What is under way on an executor. */
  public static void ofExecutor(MetricRegistry registry) {
    asking(registry, "llm.in-flight", Asker::inFlight);
    asking(registry, "llm.limit", Asker::limit);
  }

  private static void usage(MetricRegistry registry, String name, ToLongFunction<Usage> figure) {
    count(registry, name, ledger -> figure.applyAsLong(ledger.spending().total()));
  }

  private static void count(MetricRegistry registry, String name, ToLongFunction<Ledger> figure) {
    Gauge<Long> gauge = () -> Ledgers.latest().map(figure::applyAsLong).orElse(0L);
    registry.register(name, gauge);
  }

  private static void asking(MetricRegistry registry, String name, ToIntFunction<Asker> figure) {
    Gauge<Integer> gauge = () -> Askers.sum(figure);
    registry.register(name, gauge);
  }
}
