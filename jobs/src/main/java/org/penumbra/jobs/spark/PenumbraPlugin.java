package org.penumbra.jobs.spark;

import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.util.Utils;
import org.penumbra.embed.NativeProducts;
import org.penumbra.jobs.llm.Askers;
import org.penumbra.jobs.llm.Ledgers;
import org.penumbra.jobs.llm.LlmGauges;

/** Ties what lives once per executor to the executor's life, and lets executors ask the driver. */
public final class PenumbraPlugin implements SparkPlugin {

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {
      @Override
      public Map<String, String> init(SparkContext spark, PluginContext context) {
        NativeProducts.unpackTo(Encoders::natives);
        return Map.of();
      }

      @Override
      public void registerMetrics(String appId, PluginContext context) {
        LlmGauges.ofDriver(context.metricRegistry());
        if (Utils.isLocalMaster(context.conf())) {
          LlmGauges.ofExecutor(context.metricRegistry());
        }
      }

      @Override
      public Object receive(Object message) {
        return Ledgers.receive(message);
      }
    };
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void init(PluginContext context, Map<String, String> extraConf) {
        NativeProducts.unpackTo(Encoders::natives);
        Askers.connect(context);
        // A local one starts before the application has the id that names its metrics.
        if (!Utils.isLocalMaster(context.conf())) {
          LlmGauges.ofExecutor(context.metricRegistry());
        }
      }

      @Override
      public void shutdown() {
        try {
          Askers.closeAll();
        } finally {
          Encoders.closeAll();
        }
      }
    };
  }
}
