package org.penumbra.jobs.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.Store;
import org.penumbra.label.ContestedItem;
import org.penumbra.label.SpreadsheetCell;
import org.penumbra.redact.Redactor;

/** The items the raters split on, with their texts, for whoever mends the guideline. */
public final class Contested {

  private static final String BETWEEN = " | ";

  private final List<ContestedItem> items;
  private final Map<String, String> texts;

  /**
   * Contested items.
   *
   * @param items the most contested first
   * @param texts by item id
   */
  public Contested(List<ContestedItem> items, Map<String, String> texts) {
    this.items = List.copyOf(items);
    this.texts = texts;
  }

  /** As they stand in the dataset. */
  public List<Row> rows(String policyId) {
    List<Row> rows = new ArrayList<>();
    for (ContestedItem item : items) {
      rows.add(
          RowFactory.create(
              policyId,
              item.itemId(),
              texts.get(item.itemId()),
              item.positives(),
              item.negatives(),
              item.unsure(),
              item.disagreement(),
              item.reasons().toArray(String[]::new),
              item.notes().toArray(String[]::new)));
    }
    return rows;
  }

  /** Writes {@code exports/round=NNN/contested.csv}; texts and notes are redacted first. */
  public void export(Store store, int round, Redactor redactor) {
    SortedMap<String, String> shown = redactor.redact(new TreeMap<>(texts));
    StringBuilder out = new StringBuilder();
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setHeader(
                "item_id",
                "text",
                "positives",
                "negatives",
                "unsure",
                "disagreement",
                "reasons",
                "notes")
            .get();
    try (CSVPrinter printer = new CSVPrinter(out, format)) {
      for (ContestedItem item : items) {
        printer.printRecord(
            SpreadsheetCell.of(item.itemId()),
            SpreadsheetCell.ofText(shown.getOrDefault(item.itemId(), "")),
            item.positives(),
            item.negatives(),
            item.unsure(),
            String.format(Locale.ROOT, "%.3f", item.disagreement()),
            SpreadsheetCell.of(String.join(BETWEEN, item.reasons())),
            SpreadsheetCell.ofText(String.join(BETWEEN, redactor.redact(item.notes()))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store.put(
        "exports/" + StageId.roundFolder(round) + "/contested.csv", out.toString().getBytes(UTF_8));
  }
}
