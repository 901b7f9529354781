package org.penumbra.jobs.llm;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.penumbra.Errors;
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
 * One model behind one prompt. Each text is asked about once: what was answered before, in this
 * attempt or an earlier one, is looked up.
 */
final class Voice {

  private final RunContext context;
  private final LlmSettings settings;
  private final String name;
  private final String edition;
  private final Parameters known;

  /**
   * @param settings of this voice alone
   * @param name among several; null for the only one
   */
  Voice(RunContext context, LlmSettings settings, String name) {
    this(context, settings, name, null, null);
  }

  /**
   * @param edition tells the model from others of its name, or null
   * @param known how it is asked, where that was found out before, or null
   */
  Voice(RunContext context, LlmSettings settings, String name, String edition, Parameters known) {
    this.context = context;
    this.settings = settings;
    this.name = name;
    this.edition = edition;
    this.known = known;
  }

  /** What messages and tables call it. */
  String name() {
    return name == null ? settings.model() : name;
  }

  /** What each file and folder of its own is called. */
  private String own(String common) {
    return name == null ? common : common + "-" + name;
  }

  /** What it asks, wherever the model is: voices that ask the same are one. */
  String question() {
    return settings.model() + " " + prompt();
  }

  /** The hash of its prompt. */
  String prompt() {
    return prompt(Mode.LOGPROBS).hash();
  }

  private Prompt prompt(Mode mode) {
    return new Prompt(context.policy(), settings.examples(), settings.guidance(), mode);
  }

  /** Finds out how the model is to be asked. */
  Parameters probed(StageRun run) {
    return checked(run, ModelServer.of(settings));
  }

  /** Whether answers are kept, but none of this voice. */
  boolean onlyOthersAnswered(StageRun run) {
    return spec(run).files(context.store()).onlyOthers();
  }

  /**
   * Writes requests for a server that answers later, and reads what it answered so far, where that
   * is set.
   *
   * @return what people have to do before all is answered, if anything
   */
  Optional<String> waitsFor(StageRun run, Dataset<Row> texts, long rows, int parts) {
    if (settings.offline() == LlmSettings.Offline.NONE) {
      return Optional.empty();
    }
    OfflineFiles files = new OfflineFiles(context, spec(run), name == null ? "" : "/" + name);
    if (settings.offline() == LlmSettings.Offline.IMPORT) {
      run.describe("read results");
      OfflineFiles.Read read = files.read(parts);
      run.add("llm_results", read.taken());
      spend(read.used());
      if (read.left() > 0) {
        run.warn(
            String.format(
                "%,d lines of results hold no answer to what is asked, %,d do",
                read.left(), read.taken()));
      }
    }
    run.describe("write requests");
    OfflineFiles.Written written = files.write(texts, rows);
    if (written.requests() == 0) {
      return Optional.empty();
    }
    requireLeft(files, written.requests());
    run.add("llm_requests_written", written.requests());
    return Optional.of(files.sentence(written));
  }

  /** Of files that would pass the cap none are left: whoever finds them may send them. */
  private void requireLeft(OfflineFiles files, long requests) {
    Long most = settings.spending().maxRequests();
    long spent = new SpendingFile(context.store(), Service.CHAT).read().total().requests();
    if (most != null && spent + requests > most) {
      files.delete();
      throw Errors.requestsBeyondCap(requests, Math.max(0, most - spent), most);
    }
  }

  /**
   * Asks about texts.
   *
   * @param staged what the answers are staged as, less the voice's name
   * @param sorted the texts, see {@link ByHash#texts}
   * @return where the answers are, in the columns of {@link AskSpec#rows}
   */
  List<Manifest> ask(StageRun run, String staged, JavaPairRDD<String, String> sorted, int parts) {
    LlmSpec spec = spec(run);
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
      List<Manifest> asked =
          new AskedWaves(context, run, settings.saveInterval())
              .ask(spec, own(staged), name(), sorted, parts);
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
      run.add("llm_requests", used.requests());
      run.add("llm_prompt_tokens", used.promptTokens());
      run.add("llm_completion_tokens", used.completionTokens());
    }
  }

  /** Who lost the lease neither says what was spent nor spends more. */
  private void put(SpendingFile file, Spending spent) {
    context.lease().check();
    file.put(spent);
  }

  private LlmSpec spec(StageRun run) {
    return new LlmSpec(
        context.policy(),
        ModelServer.of(settings),
        parameters(run),
        settings.examples(),
        settings.guidance(),
        edition,
        UUID.randomUUID().toString());
  }

  /** How the model is asked, as it was found out at the first call. */
  Parameters parameters(StageRun run) {
    return known != null
        ? known
        : run.frozen(
            own("llm"),
            new TypeReference<Parameters>() {},
            () ->
                settings.offline() == LlmSettings.Offline.NONE
                    ? checked(run, ModelServer.of(settings))
                    : unchecked());
  }

  /** Counts what no ledger does. */
  private void spend(Usage usage) {
    SpendingFile file = new SpendingFile(context.store(), Service.CHAT);
    Spending spent = file.read();
    put(
        file,
        new Spending(
            spent.usage().plus(usage),
            spent.pending(),
            spent.cost() + LlmLimits.of(Service.CHAT, settings.spending()).cost(usage)));
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
          new SelfCheck(model, this::prompt, labels)
              .run(settings.model(), wanted(), settings.samples());
      context.progress().line("  " + name() + ": " + String.join("; ", result.findings()));
      spend(result.usage());
      return result.parameters();
    }
  }
}
