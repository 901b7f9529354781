package org.penumbra.jobs.label;

import org.penumbra.redact.Redactor;
import org.penumbra.settings.RedactSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The redaction that the settings ask for. */
public final class Redactors {

  private static final Logger LOG = LoggerFactory.getLogger(Redactors.class);

  private Redactors() {}

  public static Redactor of(RedactSettings settings) {
    return new Redactor(settings.patterns(), settings.replacement(), settings.command(), LOG::warn);
  }
}
