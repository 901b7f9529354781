package org.penumbra.jobs.label;

import org.penumbra.redact.Redactor;
import org.penumbra.settings.RedactSettings;

/** The redaction that the settings ask for. */
public final class Redactors {

  private Redactors() {}

  public static Redactor of(RedactSettings settings) {
    return new Redactor(settings.patterns(), settings.replacement(), settings.command());
  }
}
