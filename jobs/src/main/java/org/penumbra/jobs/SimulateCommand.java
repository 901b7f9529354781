package org.penumbra.jobs;

import java.util.List;
import org.penumbra.ExitCode;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.policy.Policy;
import org.penumbra.settings.Settings;

/** The loop on labelled corpora of the user's own, against baselines. */
final class SimulateCommand extends RunCommand {

  /** The corpora bring their own questions; the run needs but a name. */
  @Override
  Policy policy(Settings settings) {
    return new Policy(
        "study",
        "1",
        "Whatever each corpus asks",
        "See the corpora",
        "positive",
        "negative",
        List.of(),
        List.of("none"),
        List.of());
  }

  /** A study may train a student outside this program, which a run cannot. */
  @Override
  Settings settings(RunOptions given) {
    return given.load(List.of());
  }

  @Override
  int run(RunContext context) {
    new SimulateJob(context).run();
    return ExitCode.DONE.value();
  }
}
