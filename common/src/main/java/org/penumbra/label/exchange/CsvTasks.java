package org.penumbra.label.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.penumbra.label.SpreadsheetCell;
import org.penumbra.label.Task;
import org.penumbra.label.Worksheet;

/** A worksheet as CSV, to be filled in with a spreadsheet. No cell can start a formula. */
public final class CsvTasks {

  private CsvTasks() {}

  /**
   * The file, UTF-8, a task a row, with empty columns for the label and a note. A sheet that
   * several raters share names no tasks and leaves the rater empty. Pairs stand last, out of sight:
   * the two items of one were predicted differently.
   */
  public static byte[] of(Worksheet worksheet) {
    boolean shared = worksheet.rater().isEmpty();
    StringBuilder out = new StringBuilder();
    List<String> header =
        new ArrayList<>(List.of("item_id", "text", "rater", "label", "note", "pair_id"));
    if (!shared) {
      header.add(0, "task_id");
    }
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader(header.toArray(String[]::new)).get();
    try (CSVPrinter printer = new CSVPrinter(out, format)) {
      for (Task task : worksheet.tasks()) {
        List<String> row = new ArrayList<>();
        if (!shared) {
          row.add(task.taskId());
        }
        row.add(SpreadsheetCell.of(task.itemId()));
        row.add(SpreadsheetCell.ofText(task.text()));
        row.add(SpreadsheetCell.of(worksheet.rater()));
        row.addAll(List.of("", "", task.pairId()));
        printer.printRecord(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString().getBytes(UTF_8);
  }
}
