package org.penumbra.jobs;

import java.util.List;
import java.util.concurrent.Callable;
import org.penumbra.ExitCode;
import org.penumbra.settings.SettingsTable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints every setting in force, and where it came from. */
final class ConfigCommand implements Callable<Integer> {

  @Mixin private RunOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(SettingsTable.render(options.load(List.of()).origins()));
    spec.commandLine().getOut().flush();
    return ExitCode.DONE.value();
  }
}
