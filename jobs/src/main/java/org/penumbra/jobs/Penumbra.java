package org.penumbra.jobs;

import java.util.function.BiFunction;
import org.penumbra.ExitCode;
import org.penumbra.UserException;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageResult;
import org.penumbra.provenance.CodeVersion;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The way in: one subcommand per stage. */
public final class Penumbra {

  private static final String NAME = "./submit.sh";

  private Penumbra() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs a command; its exit status. */
  static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  /** All commands, parsed and not run. */
  static CommandLine commandLine() {
    CommandLine root =
        new CommandLine(
            CommandSpec.create().name(NAME).version("penumbra " + CodeVersion.current()));
    root.getCommandSpec().mixinStandardHelpOptions(true);
    root.getCommandSpec()
        .usageMessage()
        .description(
            "Finds, in a huge pile of text, the few hundred items that are worth an expert's time.")
        .footer(
            "",
            "Exit status: 0 done, 1 failed, 2 wrong usage or settings, 3 waiting for labels (with",
            "--fail-if-waiting). '--conf key=value' goes to Spark. All settings: conf/penumbra.conf");
    add(root, "demo", new DemoCommand(), "the whole loop on a made corpus with simulated experts");
    stage(
        root,
        "round",
        (context, round) -> new Round(context, round).run(),
        "the stages of a round, up to the point that needs people");
    add(
        root,
        "scan",
        new ScanCommand(),
        "score the corpus once and freeze the working pool; later, score the pool anew");
    stage(
        root,
        "embed",
        (context, round) -> new EmbedJob(context, round).run(),
        "vectors for pool items that have none yet");
    stage(
        root,
        "cluster",
        (context, round) -> new ClusterJob(context, round).run(),
        "cluster predicted positives and negatives, and say which clusters overlap");
    stage(
        root,
        "pair",
        (context, round) -> new PairJob(context, round).run(),
        "nearest opposite-label neighbours inside overlapping clusters");
    stage(
        root,
        "select",
        (context, round) -> new SelectJob(context, round).run(),
        "the batch for the experts: an exact budget, coverage first");
    stage(
        root,
        "ingest",
        (context, round) -> new IngestJob(context, round).run(),
        "the experts' labels in, checked");
    stage(
        root,
        "split",
        (context, round) -> new SplitJob(context, round).run(),
        "random split into evaluation and fine-tuning, never re-crossing");
    stage(
        root,
        "train",
        (context, round) -> new TrainJob(context, round).run(),
        "tune the student and calibrate its cut");
    stage(
        root,
        "evaluate",
        (context, round) -> new EvaluateJob(context, round).run(),
        "model-expert and expert-expert kappa with intervals");
    stage(
        root,
        "decide",
        (context, round) -> new DecideJob(context, round).run(),
        "stop or go on, and why");
    stage(
        root,
        "apply",
        (context, round) -> new ApplyJob(context, round).run(),
        "a round's student over the whole corpus, new files only");
    add(root, "drift", new DriftCommand(), "what a new snapshot brings against a finished round");
    add(
        root,
        "simulate",
        new SimulateCommand(),
        "play the loop on labelled corpora, against baselines: what it is worth");
    add(root, "status", new StatusCommand(), "where a run stands, and what to call next");
    add(root, "report", new ReportCommand(), "what a run has come to, as one page of HTML");
    add(
        root,
        "plan",
        new PlanCommand(),
        "what a run will take, from smaller ones; what asking a model will");
    add(root, "answer", new AnswerCommand(), "answer a batch with simulated experts (rehearsal)");
    add(root, "export", new ExportCommand(), "a round's batch for people and tools, written anew");
    add(root, "forget", new ForgetCommand(), "erase items from the whole run, for good");
    add(root, "agreement", new AgreementCommand(), "how raters agree, from files of their answers");
    add(root, "config", new ConfigCommand(), "every setting in force, and where it came from");
    return root.setExecutionExceptionHandler(Penumbra::report);
  }

  private static void stage(
      CommandLine root,
      String name,
      BiFunction<RunContext, Integer, StageResult> stage,
      String description) {
    add(root, name, new StageCommand(stage), description);
  }

  private static void add(CommandLine root, String name, Object command, String description) {
    CommandLine subcommand = new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
    subcommand.getCommandSpec().usageMessage().description(description + ".");
    root.addSubcommand(name, subcommand);
    subcommand.getCommandSpec().mixinStandardHelpOptions(true);
  }

  private static int report(
      Exception exception, CommandLine command, CommandLine.ParseResult parsed) {
    UserException problem = UserException.within(exception);
    if (problem == null) {
      problem = MachineFault.within(exception);
    }
    if (problem != null) {
      command.getErr().println("penumbra: " + problem.getMessage());
      return problem.exitCode().value();
    }
    exception.printStackTrace(command.getErr());
    return ExitCode.FAILED.value();
  }
}
