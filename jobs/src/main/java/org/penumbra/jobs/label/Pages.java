package org.penumbra.jobs.label;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.penumbra.jobs.state.SecretFile;
import org.penumbra.label.page.PageOptions;
import org.penumbra.label.page.Passphrase;
import org.penumbra.label.page.TextDisplay;
import org.penumbra.settings.LabelSettings;
import org.penumbra.settings.PageSettings;

/** How the labelling pages treat their readers, as the settings say. */
final class Pages {

  private static final String WARNING = "Some of these texts may be offensive or disturbing.";

  private Pages() {}

  /**
   * The pages' options.
   *
   * @throws org.penumbra.UserException if the passphrase cannot be read or is too short
   */
  static PageOptions options(PageSettings page, LabelSettings label) {
    return new PageOptions(
        page.contentWarning() == null ? WARNING : page.contentWarning(),
        page.blur() ? TextDisplay.BLURRED : TextDisplay.SHOWN,
        some(page.breakAfter()),
        page.breakMinutes() == 0
            ? Optional.empty()
            : Optional.of(Duration.ofMinutes(page.breakMinutes())),
        some(label.dailyCap()),
        page.passphraseFile() == null
            ? Optional.empty()
            : Optional.of(
                new Passphrase(SecretFile.read("page.passphrase-file", page.passphraseFile()))));
  }

  private static OptionalInt some(int number) {
    return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
