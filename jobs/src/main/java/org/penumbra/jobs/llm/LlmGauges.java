package org.penumbra.jobs.llm;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.penumbra.llm.Asker;
import org.penumbra.llm.Ledger;
import org.penumbra.llm.Service;
import org.penumbra.llm.Usage;

/** What asking a model does and costs, as gauges among Spark's own metrics. */
public final class LlmGauges {

  private LlmGauges() {}

  /** What the run has spent, on the driver: as the caps see it, what is not heard of yet too. */
  public static void ofDriver(MetricRegistry registry) {
    for (Service service : Service.values()) {
      usage(registry, service, "requests", Usage::requests);
      usage(registry, service, "prompt-tokens", Usage::promptTokens);
      usage(registry, service, "completion-tokens", Usage::completionTokens);
      Gauge<Double> cost =
          () -> Ledgers.latest(service).map(ledger -> ledger.spending().cost()).orElse(0.0);
      registry.register(service.key("cost"), cost);
      count(registry, service, "answered", Ledger::scored);
      count(registry, service, "rejected", Ledger::rejected);
    }
  }

  /** What is under way on an executor. */
  public static void ofExecutor(MetricRegistry registry) {
    for (Service service : Service.values()) {
      asking(registry, service, "in-flight", Asker::inFlight);
      asking(registry, service, "limit", Asker::limit);
    }
  }

  private static void usage(
      MetricRegistry registry, Service service, String name, ToLongFunction<Usage> figure) {
    count(registry, service, name, ledger -> figure.applyAsLong(ledger.spending().total()));
  }

  private static void count(
      MetricRegistry registry, Service service, String name, ToLongFunction<Ledger> figure) {
    Gauge<Long> gauge = () -> Ledgers.latest(service).map(figure::applyAsLong).orElse(0L);
    registry.register(service.key(name), gauge);
  }

  private static void asking(
      MetricRegistry registry, Service service, String name, ToIntFunction<Asker<?>> figure) {
    Gauge<Integer> gauge = () -> Askers.sum(service, figure);
    registry.register(service.key(name), gauge);
  }
}
