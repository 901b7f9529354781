package org.penumbra.label.page;

import java.util.Locale;

/** Which of a rater's worksheets in a round it is. */
public enum SheetKind {
  /** What everybody is asked. */
  BATCH,
  /** Contested items, to be settled. */
  ADJUDICATION;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
