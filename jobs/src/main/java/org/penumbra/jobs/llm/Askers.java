package org.penumbra.jobs.llm;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.apache.spark.api.plugin.PluginContext;
import org.penumbra.llm.Asker;
import org.penumbra.llm.Grant;
import org.penumbra.llm.Labels;
import org.penumbra.llm.Report;

/**
 * The askers of this process: one for all its task threads, for connections, the number in flight
 * and the leases are the process's.
 */
public final class Askers {

  private static final Map<LlmSpec, Asker> OPEN = new HashMap<>();
  private static PluginContext plugin;

  private Askers() {}

  /** Takes the way to the driver. */
  public static synchronized void connect(PluginContext context) {
    plugin = context;
  }

  /** The process's asker, opened at the first call, or anew after it was stopped. */
  static synchronized Asker of(LlmSpec spec) {
    // One that was stopped closes itself when its last question has ended.
    OPEN.values().removeIf(Asker::isStopped);
    return OPEN.computeIfAbsent(spec, Askers::open);
  }

  /** A figure of all askers of this process together. */
  static synchronized int sum(ToIntFunction<Asker> figure) {
    return OPEN.values().stream().mapToInt(figure).sum();
  }

  private static Asker open(LlmSpec spec) {
    Labels labels = new Labels(spec.policy());
    PluginContext context = plugin;
    return new Asker(
        // Its own: one that was stopped may still report what it waited for.
        context.executorID() + "/" + UUID.randomUUID(),
        spec.server().open(labels),
        spec.prompt(),
        labels,
        spec.parameters(),
        spec.server().patience(),
        spec.server().maxInFlight(),
        report -> lease(context, spec.ledger(), report));
  }

  private static Grant lease(PluginContext context, String ledger, Report report) {
    try {
      return (Grant) context.ask(new Ledgers.Renewal(ledger, report));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("The driver leases no requests", e);
    }
  }

  /** Ends all that is under way. */
  public static synchronized void closeAll() {
    OPEN.values().forEach(Asker::close);
    OPEN.clear();
  }
}
