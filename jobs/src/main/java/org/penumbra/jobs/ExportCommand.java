package org.penumbra.jobs;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  private static final Map<String, String> LEFT =
      new TreeMap<>(
          Map.of(
              Exports.ADJUDICATION,
              StageName.INGEST,
              "fine-tuning",
              StageName.SPLIT,
              "contested.csv",
              StageName.EVALUATE));

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
    LEFT.forEach(
        (file, stage) -> {
          if (context.store().list(Exports.folder(round)).contains(file)) {
            context
                .progress()
                .line(
                    "  %s left as it is: ./submit.sh %s --round %d --again writes it anew"
                        .formatted(file, stage, round));
          }
        });
    return ExitCode.DONE.value();
  }
}
