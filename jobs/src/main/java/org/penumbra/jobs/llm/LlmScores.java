package org.penumbra.jobs.llm;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.llm.ChatModel;
import org.penumbra.llm.Constraint;
import org.penumbra.llm.Labels;
import org.penumbra.llm.Ledger;
import org.penumbra.llm.Mode;
import org.penumbra.llm.OpenAiChat;
import org.penumbra.llm.Parameters;
import org.penumbra.llm.Prompt;
import org.penumbra.llm.SelfCheck;
import org.penumbra.llm.Service;
import org.penumbra.llm.Spending;
import org.penumbra.llm.Usage;
import org.penumbra.settings.LlmSettings;

/**
 * A large language model's scores of texts. Each text is asked about once: what was answered
 * before, in this attempt or an earlier one, is looked up.
 */
public final class LlmScores {

  /** What such scores' scorer is called in datasets. */
  public static final String NAME = "llm";

  private final RunContext context;
  private final LlmSettings settings;

  public LlmScores(RunContext context) {
    this.context = context;
    this.settings = context.settings().llm();
  }

  /**
   * Asks about texts.
   *
   * @param texts a column of that name, of distinct items or not
   * @param rows how many there are, about
   * @return where the answers are ({@link #schema}), or nothing where requests were written for a
   *     server that answers later: then the stage waits
   */
  public Optional<List<Manifest>> ask(StageRun run, Dataset<Row> texts, long rows) {
    PaidTasks.check(context.spark().sparkContext().getConf(), Service.CHAT);
    LlmSpec spec = spec(run);
    if (spec.files(context.store()).onlyOthers()) {
      run.warn(
          "the answers that are kept are to another prompt, model or setting: every text is asked"
              + " about anew");
    }
    AskedWaves waves = new AskedWaves(context, run, settings.saveInterval());
    int parts = waves.parts(rows);
    return settings.offline() != LlmSettings.Offline.NONE && waits(run, spec, texts, rows, parts)
        ? Optional.empty()
        : Optional.of(ask(run, spec, texts, waves, parts));
  }

  /** Whether requests are left that a server has to answer in its own time. */
  private boolean waits(StageRun run, LlmSpec spec, Dataset<Row> texts, long rows, int parts) {
    OfflineFiles files = new OfflineFiles(context, spec);
    if (settings.offline() == LlmSettings.Offline.IMPORT) {
      run.describe("read results");
      OfflineFiles.Read read = files.read(parts);
      run.count("llm_results", read.taken());
      if (read.left() > 0) {
        run.warn(
            String.format(
                "%,d lines of results hold no answer to what is asked, %,d do",
                read.left(), read.taken()));
      }
    }
    run.describe("write requests");
    OfflineFiles.Written written = files.write(texts, rows);
    if (written.requests() > 0) {
      run.count("llm_requests_written", written.requests());
      run.waitForPeople(written.sentence());
    }
    return written.requests() > 0;
  }

  private List<Manifest> ask(
      StageRun run, LlmSpec spec, Dataset<Row> texts, AskedWaves waves, int parts) {
    SpendingFile file = new SpendingFile(context.store(), Service.CHAT);
    Spending before = file.read();
    Ledger ledger =
        new Ledger(
            LlmLimits.of(Service.CHAT, settings.spending()),
            before,
            System::nanoTime,
            spent -> put(file, spent));
    Ledgers.open(spec.ledger(), ledger);
    try {
      List<Manifest> asked = waves.ask(spec, texts, parts);
      put(file, ledger.spending());
      return asked;
    } catch (RuntimeException e) {
      if (context.lease().isHeld()) {
        file.put(ledger.spending());
      }
      throw e;
    } finally {
      Ledgers.close(spec.ledger());
      Usage used = ledger.spending().total().minus(before.total());
      run.count("llm_requests", used.requests());
      run.count("llm_prompt_tokens", used.promptTokens());
      run.count("llm_completion_tokens", used.completionTokens());
    }
  }

  /** Who lost the lease neither says what was spent nor spends more. */
  private void put(SpendingFile file, Spending spent) {
    context.lease().check();
    file.put(spent);
  }

  /** The columns of an answer: its text's hash, score and doubt, or a reason. */
  public static StructType schema() {
    return AskSpec.schema(new ScoreColumns());
  }

  private LlmSpec spec(StageRun run) {
    ModelServer server = ModelServer.of(settings);
    Parameters parameters =
        run.frozen(
            "llm",
            new TypeReference<Parameters>() {},
            () ->
                settings.offline() == LlmSettings.Offline.NONE
                    ? checked(run, server)
                    : unchecked());
    return new LlmSpec(
        context.policy(), server, parameters, settings.examples(), UUID.randomUUID().toString());
  }

  /** Nobody can be probed: what is set is asked for, in the way that all servers know. */
  private Parameters unchecked() {
    Mode mode = wanted() == null ? Mode.LOGPROBS : wanted();
    return new Parameters(
        settings.model(),
        mode,
        Constraint.NONE,
        mode == Mode.VOTES ? settings.samples() : 1,
        true,
        mode == Mode.VOTES ? 1 : 0,
        Parameters.TokenLimit.MAX_COMPLETION_TOKENS);
  }

  private Mode wanted() {
    return settings.mode() == LlmSettings.Mode.AUTO ? null : Mode.valueOf(settings.mode().name());
  }

  private Parameters checked(StageRun run, ModelServer server) {
    run.describe("probe the model");
    Labels labels = new Labels(context.policy());
    try (ChatModel model = new OpenAiChat(server.open(), labels)) {
      SelfCheck.Result result =
          new SelfCheck(
                  model, mode -> new Prompt(context.policy(), settings.examples(), mode), labels)
              .run(settings.model(), wanted(), settings.samples());
      context
          .progress()
          .line("  " + settings.model() + ": " + String.join("; ", result.findings()));
      SpendingFile file = new SpendingFile(context.store(), Service.CHAT);
      Spending spent = file.read();
      Usage total = spent.usage().plus(result.usage());
      file.put(
          new Spending(
              total,
              spent.pending(),
              LlmLimits.of(Service.CHAT, settings.spending()).cost(total.plus(spent.pending()))));
      return result.parameters();
    }
  }
}
