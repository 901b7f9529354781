package org.penumbra.label.assign;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.penumbra.label.LabelReject;
import org.penumbra.label.ParsedLabel;
import org.penumbra.label.Phase;
import org.penumbra.label.RawLabel;

/**
 * Traces answers back to the tasks they answer: a task says which item, rater and phase were meant,
 * and a row that says otherwise is a reject. Names of raters become pseudonyms here.
 */
public final class Tasks {

  private record Task(String itemId, String rater, Phase phase) {}

  private final Panel panel;
  private final Map<String, String> pairOfItem;
  private final Map<String, Task> tasks = new HashMap<>();

  /**
   * @param items of the batch and of the calibration set
   * @param pairOfItem the pair each item came with; items without one are absent
   */
  public Tasks(TaskIds ids, Panel panel, Collection<String> items, Map<String, String> pairOfItem) {
    this.panel = panel;
    this.pairOfItem = Map.copyOf(pairOfItem);
    for (String item : items) {
      for (String rater : panel.everyone()) {
        for (Phase phase : Phase.values()) {
          tasks.put(ids.of(item, rater, phase), new Task(item, rater, phase));
        }
      }
    }
  }

  /** The row as its task has it, with its rater's pseudonym; or why it cannot be taken. */
  public ParsedLabel resolve(RawLabel row) {
    Optional<String> rater = panel.rater(row.rater());
    if (rater.isEmpty()) {
      return reject(row, "the rater is not in label.panel");
    }
    RawLabel known = row.by(rater.get());
    if (row.taskId().isEmpty()) {
      return paired(known);
    }
    Task task = tasks.get(row.taskId());
    if (task == null) {
      return reject(row, "task '%s' is not of this round".formatted(row.taskId()));
    }
    if (!row.itemId().isEmpty() && !List.of(row.itemId(), unguarded(row)).contains(task.itemId())) {
      return reject(row, "task '%s' is not about item '%s'".formatted(row.taskId(), row.itemId()));
    }
    if (!task.rater().equals(rater.get())) {
      return reject(row, "task '%s' was given to %s".formatted(row.taskId(), task.rater()));
    }
    return paired(known.asked(task.itemId(), task.phase()));
  }

  /** Whether those who settle items are raters of the panel, who pass a calibration like all. */
  boolean settledByPanel() {
    return panel.isNamed();
  }

  private ParsedLabel paired(RawLabel row) {
    String pair = pairOfItem.getOrDefault(row.itemId(), "");
    boolean other = !row.pairId().isEmpty() && !row.pairId().equals(pair);
    return other
        ? reject(row, "pair '%s' does not hold item '%s'".formatted(row.pairId(), row.itemId()))
        : row;
  }

  private static String unguarded(RawLabel row) {
    return row.itemId().startsWith("'") ? row.itemId().substring(1) : row.itemId();
  }

  /** Without the rater's name, which may be that of a person. */
  private static LabelReject reject(RawLabel row, String reason) {
    String sample = "%s, %s".formatted(row.itemId(), row.answer().wireName());
    return new LabelReject(row.file(), row.line(), reason, sample);
  }
}
