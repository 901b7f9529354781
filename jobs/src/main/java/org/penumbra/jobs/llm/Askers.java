package org.penumbra.jobs.llm;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.apache.spark.api.plugin.PluginContext;
import org.penumbra.llm.Asker;
import org.penumbra.llm.Grant;
import org.penumbra.llm.Service;

/**
 * The askers of this process: one for all its task threads, for connections, the number in flight
 * and the leases are the process's.
 */
public final class Askers {

  private static final Map<AskSpec<?>, Asker<?>> OPEN = new HashMap<>();
  private static PluginContext plugin;

  private Askers() {}

  /** Takes the way to the driver. */
  public static synchronized void connect(PluginContext context) {
    plugin = context;
  }

  /** The asker that takes questions for an encoder's spec; see {@link EmbedSpec}. */
  public static Asker<float[]> ofVectors(EmbedSpec spec) {
    return of(spec);
  }

  /** The process's asker, opened at the first call, or anew after it was stopped. */
  @SuppressWarnings("unchecked") // each spec's own kind of asker is put beside it, and no other
  static synchronized <A> Asker<A> of(AskSpec<A> spec) {
    // One that was stopped closes itself when its last question has ended.
    OPEN.values().removeIf(Asker::isStopped);
    return (Asker<A>) OPEN.computeIfAbsent(spec, Askers::open);
  }

  /** A figure of all askers of this process together that ask for the same. */
  static synchronized int sum(Service service, ToIntFunction<Asker<?>> figure) {
    return OPEN.entrySet().stream()
        .filter(asker -> asker.getKey().server().service() == service)
        .mapToInt(asker -> figure.applyAsInt(asker.getValue()))
        .sum();
  }

  private static <A> Asker<A> open(AskSpec<A> spec) {
    PluginContext context = plugin;
    String process = context == null ? "driver" : context.executorID();
    return new Asker<>(
        // Its own: one that was stopped may still report what it waited for.
        process + "/" + UUID.randomUUID(),
        spec.open(),
        spec.server().patience(),
        spec.server().maxInFlight(),
        report -> lease(context, new Ledgers.Renewal(spec.ledger(), report)));
  }

  /**
   * Asks the driver.
   *
   * @param context null where this is the driver
   */
  private static Grant lease(PluginContext context, Ledgers.Renewal renewal) {
    if (context == null) {
      return Ledgers.receive(renewal);
    }
    try {
      return (Grant) context.ask(renewal);
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
