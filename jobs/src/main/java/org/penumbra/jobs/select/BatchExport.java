package org.penumbra.jobs.select;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.penumbra.StableHash;
import org.penumbra.jobs.state.StageId;
import org.penumbra.jobs.state.Store;
import org.penumbra.label.SpreadsheetCell;
import org.penumbra.policy.Policy;

/**
 * The batch as files for people and tools: ids and texts only, in an order that tells nothing of
 * the model's view.
 */
public final class BatchExport {

  private final Store store;
  private final long seed;
  private final Policy policy;

  public BatchExport(Store store, long seed, Policy policy) {
    this.store = store;
    this.seed = seed;
    this.policy = policy;
  }

  /** The folder of a round's files, relative to the run. */
  public static String folder(int round) {
    return "exports/" + StageId.roundFolder(round);
  }

  /** Writes {@code batch.csv} and {@code batch.jsonl}. */
  public void write(int round, SortedMap<String, String> texts) {
    List<Map.Entry<String, String>> shuffled =
        texts.entrySet().stream()
            .sorted(
                Comparator.comparingLong(
                    item -> StableHash.bits(seed, "order " + round, item.getKey())))
            .toList();
    store.put(folder(round) + "/batch.csv", csv(shuffled));
    store.put(folder(round) + "/batch.jsonl", json(round, shuffled));
  }

  private byte[] csv(List<Map.Entry<String, String>> items) {
    StringBuilder out = new StringBuilder();
    CSVFormat format =
        CSVFormat.RFC4180.builder().setHeader("item_id", "text", "rater", "label").get();
    try (CSVPrinter printer = new CSVPrinter(out, format)) {
      for (Map.Entry<String, String> item : items) {
        printer.printRecord(
            SpreadsheetCell.of(item.getKey()), SpreadsheetCell.of(item.getValue()), "", "");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString().getBytes(UTF_8);
  }

  private byte[] json(int round, List<Map.Entry<String, String>> items) {
    ObjectMapper mapper = new ObjectMapper();
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, String> item : items) {
      ObjectNode line = mapper.createObjectNode();
      line.put("item_id", item.getKey());
      line.put("policy_id", policy.id());
      line.put("guideline_version", policy.guidelineVersion());
      line.put("round", round);
      line.put("text", item.getValue());
      try {
        out.append(mapper.writeValueAsString(line)).append('\n');
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
    return out.toString().getBytes(UTF_8);
  }
}
