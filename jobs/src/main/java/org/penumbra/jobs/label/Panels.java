package org.penumbra.jobs.label;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.penumbra.StableHash;
import org.penumbra.jobs.state.SecretFile;
import org.penumbra.label.assign.Panel;
import org.penumbra.label.assign.Pseudonyms;
import org.penumbra.provenance.Input;
import org.penumbra.settings.LabelSettings;

/** The raters that the settings name. */
public final class Panels {

  private Panels() {}

  /**
   * The panel of a run.
   *
   * @throws org.penumbra.UserException if the key's file cannot be read
   */
  public static Panel of(LabelSettings settings) {
    Pseudonyms pseudonyms =
        settings.keyFile() == null
            ? null
            : new Pseudonyms(SecretFile.read("label.key-file", settings.keyFile()).getBytes(UTF_8));
    return settings.panel().isEmpty()
        ? Panel.open(settings.raters(), pseudonyms)
        : Panel.of(settings.panel(), pseudonyms);
  }

  /** What a stage that deals with it depends on: the pseudonyms, for names stand in no state. */
  public static Input input(Panel panel) {
    return new Input(
        "panel", 0, panel.raters().size(), StableHash.id128(String.join("\n", panel.raters())));
  }
}
