package org.penumbra.jobs.label;

import org.penumbra.provenance.Input;
import org.penumbra.redact.Redactor;
import org.penumbra.settings.RedactSettings;
import org.penumbra.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The redaction that the settings ask for. */
public final class Redactors {

  private static final Logger LOG = LoggerFactory.getLogger(Redactors.class);

  private Redactors() {}

  /** What a stage whose files are redacted watches. */
  public static Input input(Settings settings) {
    return new Input("redact", 0, 0, settings.sectionHash("redact"));
  }

  public static Redactor of(RedactSettings settings) {
    return new Redactor(settings.patterns(), settings.replacement(), settings.command(), LOG::warn);
  }
}
