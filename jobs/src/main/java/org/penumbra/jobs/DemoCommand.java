package org.penumbra.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.penumbra.ExitCode;
import org.penumbra.jobs.demo.DemoCorpus;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.policy.Policy;
import org.penumbra.settings.Settings;

/** The whole loop on a corpus made on the spot, with simulated experts. */
final class DemoCommand extends RunCommand {

  @Override
  Settings settings(RunOptions given) {
    List<String> preset = new ArrayList<>(Demo.settings());
    preset.addAll(Demo.settings(given.load(preset)));
    return given.load(preset).requireOwnStudent();
  }

  @Override
  Policy policy(Settings settings) {
    try {
      return DemoCorpus.policy();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  int run(RunContext context) throws IOException {
    new Demo(context).run();
    return ExitCode.DONE.value();
  }
}
