package org.penumbra.jobs;

import java.util.List;
import org.penumbra.ExitCode;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.label.Exports;
import org.penumbra.jobs.stage.Dependencies;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.Manifest;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;
import picocli.CommandLine.Option;

/** Writes a round's batch for people and tools anew, as settings of the pages are now. */
final class ExportCommand extends RunCommand {

  private static final String NAME = "export";

  @Option(names = "--round", required = true, paramLabel = "N", description = "The round, from 1.")
  private int round;

  @Override
  int run(RunContext context) {
    StageId select = new StageId(round, StageName.SELECT);
    StageState state = new Dependencies(context, new StageId(round, NAME)).require(select);
    List<Manifest> batch = state.manifests(RunDataset.BATCH.folder());
    new Exports(context, round)
        .write(batch, state.manifests(RunDataset.ASSIGNMENTS.folder()), item -> true);
    context.progress().line("batch written to " + context.uri() + "/" + Exports.folder(round));
    return ExitCode.DONE.value();
  }
}
