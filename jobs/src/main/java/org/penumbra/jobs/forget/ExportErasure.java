package org.penumbra.jobs.forget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.penumbra.Errors;
import org.penumbra.UserException;
import org.penumbra.jobs.data.RunDataset;
import org.penumbra.jobs.label.Calibrations;
import org.penumbra.jobs.label.Exports;
import org.penumbra.jobs.label.Redactors;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.Forgotten;
import org.penumbra.jobs.state.StageName;
import org.penumbra.jobs.state.StageState;
import org.penumbra.jobs.state.Store;
import org.penumbra.label.page.Passphrase;
import org.penumbra.settings.Settings;

/**
 * The files made for people. They come in formats that cannot be searched safely, so from the round
 * on in which a forgotten item was asked about all of them go; batches are written anew.
 */
public final class ExportErasure {

  private static final String EXPORTS = "exports";
  private static final Pattern ROUND = Pattern.compile("round=\\d{1,9}");

  private final RunContext context;
  private final Forgotten forgotten;

  public ExportErasure(RunContext context, Forgotten forgotten) {
    this.context = context;
    this.forgotten = forgotten;
  }

  /**
   * Makes sure that batches can be written anew, while nothing is deleted yet.
   *
   * @throws UserException where a file or command that the settings name for it is not there
   */
  public static void requireSources(RunContext context) {
    Settings settings = context.settings();
    try {
      Calibrations.of(context.spark(), settings.label());
      Redactors.of(settings.redact()).redact("Is redact.command there?");
      requirePassphrase(settings.page().passphraseFile());
    } catch (UserException e) {
      throw Errors.forgetWithoutExports(e.getMessage());
    }
  }

  private static void requirePassphrase(String file) {
    try {
      if (file != null) {
        new Passphrase(Files.readString(Path.of(file)));
      }
    } catch (IOException e) {
      throw Errors.unreadableSecret("page.passphrase-file", file, "it cannot be read");
    }
  }

  /**
   * Deletes files and writes batches anew.
   *
   * @param firstRound the first whose batch held a forgotten item
   * @return the files deleted and not written anew, relative to the run, sorted
   */
  public List<String> erase(int firstRound) {
    Store store = context.store();
    List<String> deleted = new ArrayList<>();
    for (String name : store.list(EXPORTS)) {
      boolean earlier =
          ROUND.matcher(name).matches()
              && Integer.parseInt(name.substring(name.indexOf('=') + 1)) < firstRound;
      if (!earlier) {
        addFiles(EXPORTS + "/" + name, deleted);
        context.lease().check();
        store.delete(EXPORTS + "/" + name);
      }
    }
    // Not only where files were deleted just now: a call that died may have deleted them.
    for (StageState select : StageState.all(store)) {
      if (select.id().stage().equals(StageName.SELECT)
          && select.id().round() >= firstRound
          && select.succeeded()) {
        new Exports(context, select.id().round())
            .write(
                select.manifests(RunDataset.BATCH.folder()),
                select.manifests(RunDataset.ASSIGNMENTS.folder()),
                item -> !forgotten.contains(item));
        List<String> written = new ArrayList<>();
        addFiles(Exports.folder(select.id().round()), written);
        deleted.removeAll(written);
      }
    }
    return deleted;
  }

  private void addFiles(String path, List<String> files) {
    List<String> below = context.store().list(path);
    if (below.isEmpty()) {
      files.add(path);
    }
    below.forEach(name -> addFiles(path + "/" + name, files));
  }
}
