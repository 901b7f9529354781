package org.penumbra.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.settings.Settings;
import org.penumbra.settings.SettingsLoader;
import picocli.CommandLine.Option;

/** Options that every command takes. */
final class RunOptions {

  /** What no shell makes anything of. */
  private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "Your settings, laid over the defaults of conf/penumbra.conf.")
  private Path settings;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting, laid over all files. May be repeated.")
  private List<String> sets = new ArrayList<>();

  @Option(
      names = "--again",
      description = "Do a stage anew that was done with other settings or inputs.")
  private boolean again;

  /**
   * The settings of this call.
   *
   * @param preset settings of the command itself, which the user's override
   */
  Settings load(List<String> preset) {
    List<String> all = new ArrayList<>(preset);
    all.addAll(sets);
    return settings == null
        ? new SettingsLoader().load(all)
        : new SettingsLoader().load(settings, all);
  }

  /** The settings as they were given, for the command line of another command. */
  String shellWords() {
    List<String> words = new ArrayList<>();
    if (settings != null) {
      words.add("--settings " + quoted(settings.toString()));
    }
    sets.forEach(set -> words.add("--set " + quoted(set)));
    return String.join(" ", words);
  }

  static String quoted(String word) {
    return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** What happens to a stage that was done otherwise. */
  RunContext.Repeat repeat() {
    return again ? RunContext.Repeat.AGAIN : RunContext.Repeat.REFUSE;
  }
}
