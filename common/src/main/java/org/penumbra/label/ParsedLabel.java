package org.penumbra.label;

/** What a row of a label file turned out to be. */
public sealed interface ParsedLabel permits RawLabel, LabelReject {

  /** The file the row stood in. */
  String file();

  /** The line it began on, from 1. */
  long line();
}
