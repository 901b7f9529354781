package org.penumbra.label.page;

import org.penumbra.StableHash;
import org.penumbra.label.Worksheet;

/**
 * The name under which a browser keeps a worksheet's answers: a hash of policy id, guideline
 * version, round, seed, rater and kind. Not of the tasks: answers are kept by task, and a page made
 * anew with another redaction, or with one task more, is to find them again.
 */
final class WorksheetId {

  private WorksheetId() {}

  /** 32 hexadecimal digits. */
  static String of(Worksheet worksheet, SheetKind kind) {
    StringBuilder canonical = new StringBuilder();
    append(canonical, worksheet.policy().id());
    append(canonical, worksheet.policy().guidelineVersion());
    append(canonical, Integer.toString(worksheet.round()));
    append(canonical, Long.toString(worksheet.seed()));
    append(canonical, worksheet.rater());
    append(canonical, kind.wireName());
    return StableHash.id128(canonical.toString());
  }

  /** The length goes first, so that no text can pass for the end of its field. */
  private static void append(StringBuilder canonical, String text) {
    canonical.append(text.length()).append(':').append(text).append('\n');
  }
}
