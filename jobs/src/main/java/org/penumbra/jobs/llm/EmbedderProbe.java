package org.penumbra.jobs.llm;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.penumbra.Errors;
import org.penumbra.embed.EmbeddingCheck;
import org.penumbra.jobs.spark.EncoderSpec;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.llm.Exchange;
import org.penumbra.llm.Service;
import org.penumbra.settings.EmbedderSettings;

/**
 * Tries the embeddings server before a stage asks it in earnest. The length of its vectors is kept
 * with the run, so that no other model's ever lie beside them.
 */
public final class EmbedderProbe {

  private static final String FOLDER = "_state/embedder/";

  private final RunContext context;
  private final EmbedSpec spec;

  /**
   * @param settings of an embedder that is a server
   */
  public EmbedderProbe(RunContext context, EmbedderSettings settings) {
    this.context = context;
    this.spec = EmbedSpec.of(settings);
  }

  /**
   * Does so, and tells people what was found.
   *
   * @return numbers of a vector
   * @throws org.penumbra.UserException where the server gives none, or others than before
   */
  public int length(StageRun run) {
    PaidTasks.check(context.spark().sparkContext().getConf(), Service.EMBEDDINGS);
    run.describe("probe the embeddings server");
    try (Exchange<float[]> exchange = spec.open()) {
      EmbeddingCheck check = new EmbeddingCheck(exchange);
      EmbeddingCheck.Result found;
      try {
        found = check.run();
      } finally {
        EmbedderLedger.spend(check.usage());
      }
      String model = spec.options().model();
      context.progress().line("  " + model + ": " + String.join("; ", found.findings()));
      int kept = kept(spec.requestHash(), found.length());
      if (kept != found.length()) {
        throw Errors.embeddingsOfOtherLength(model, found.length(), kept);
      }
      return found.length();
    }
  }

  /**
   * The encoder that is set, tried first where it is a server.
   *
   * @param settings of any embedder
   */
  public static EncoderSpec encoder(RunContext context, StageRun run, EmbedderSettings settings) {
    EncoderSpec encoder = EncoderSpec.of(settings);
    return settings.kind() == EmbedderSettings.Kind.HTTP
        ? encoder.ofLength(new EmbedderProbe(context, settings).length(run))
        : encoder;
  }

  /** The length that was found first. */
  private int kept(String model, int found) {
    String file = FOLDER + "length-" + model + ".json";
    context.lease().check();
    if (context.store().putIfAbsent(file, Integer.toString(found).getBytes(UTF_8))) {
      return found;
    }
    return Integer.parseInt(new String(context.store().read(file).orElseThrow(), UTF_8));
  }
}
