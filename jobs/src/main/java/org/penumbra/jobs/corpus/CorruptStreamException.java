package org.penumbra.jobs.corpus;

import java.io.IOException;

/** The bytes of a file are broken: reading again would not help. */
final class CorruptStreamException extends IOException {

  private static final long serialVersionUID = 1L;

  CorruptStreamException(String what) {
    super(what);
  }
}
