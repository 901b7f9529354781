package org.penumbra.label.page;

import org.penumbra.StableHash;
import org.penumbra.label.Task;
import org.penumbra.label.Worksheet;

/**
 * The name under which a browser keeps a worksheet's answers: a hash of policy, guideline version,
 * round, rater and tasks. A page made anew from the same worksheet finds them again.
 */
final class WorksheetId {

  private WorksheetId() {}

  /** 32 hexadecimal digits. */
  static String of(Worksheet worksheet) {
    StringBuilder canonical = new StringBuilder();
    append(canonical, worksheet.policy().hash());
    append(canonical, Integer.toString(worksheet.round()));
    append(canonical, worksheet.rater());
    for (Task task : worksheet.tasks()) {
      append(canonical, task.taskId());
      append(canonical, task.itemId());
      append(canonical, task.pairId());
      append(canonical, task.text());
    }
    return StableHash.id128(canonical.toString());
  }

  /** The length goes first, so that no text can pass for the end of its field. */
  private static void append(StringBuilder canonical, String text) {
    canonical.append(text.length()).append(':').append(text).append('\n');
  }
}
