package org.penumbra.jobs;

import java.util.List;
import java.util.Locale;
import org.penumbra.settings.LlmSettings;
import org.penumbra.settings.Settings;
import picocli.CommandLine.Option;

/** The scan, whose model may be asked by file. */
final class ScanCommand extends StageCommand {

  @Option(
      names = "--offline",
      paramLabel = "HOW",
      description =
          "With scorer.kind = llm: export writes files of requests, import takes files of results.")
  private LlmSettings.Offline offline;

  ScanCommand() {
    super((context, round) -> new ScanJob(context, round).run());
  }

  @Override
  Settings settings(RunOptions given) {
    return given
        .load(
            offline == null
                ? List.of()
                : List.of("llm.offline=" + offline.name().toLowerCase(Locale.ROOT)))
        .requireOwnStudent();
  }
}
