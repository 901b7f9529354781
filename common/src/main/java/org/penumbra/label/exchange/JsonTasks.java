package org.penumbra.label.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import org.penumbra.label.Task;
import org.penumbra.label.Worksheet;

/**
 * A worksheet as JSON: lines of our own, tasks for Label Studio, records for Argilla. What names
 * the task stands in each, and comes back in the tool's export.
 */
public final class JsonTasks {

  private static final JsonMapper JSON = new JsonMapper();

  private JsonTasks() {}

  /** An object a line: the task's names and its text. */
  public static byte[] lines(Worksheet worksheet) {
    StringBuilder out = new StringBuilder();
    for (Task task : worksheet.tasks()) {
      out.append(written(named(worksheet, task).put("text", task.text()))).append('\n');
    }
    return out.toString().getBytes(UTF_8);
  }

  /**
   * Tasks as Label Studio imports them. All names stand in the data, which every export brings
   * back, and are shown only where a labelling configuration asks for them; {@link
   * LabelStudioConfig} does not.
   */
  public static byte[] labelStudio(Worksheet worksheet) {
    ArrayNode tasks = JSON.createArrayNode();
    for (Task task : worksheet.tasks()) {
      tasks.addObject().set("data", named(worksheet, task).put("text", task.text()));
    }
    return (written(tasks) + "\n").getBytes(UTF_8);
  }

  /** Flat records as Argilla takes them, a line each: id, the field text, and metadata. */
  public static byte[] argilla(Worksheet worksheet) {
    StringBuilder out = new StringBuilder();
    for (Task task : worksheet.tasks()) {
      ObjectNode record = JSON.createObjectNode();
      record.put("id", task.taskId().isEmpty() ? task.itemId() : task.taskId());
      record.putObject("fields").put("text", task.text());
      record.set("metadata", named(worksheet, task));
      out.append(written(record)).append('\n');
    }
    return out.toString().getBytes(UTF_8);
  }

  private static ObjectNode named(Worksheet worksheet, Task task) {
    ObjectNode names = JSON.createObjectNode();
    put(names, "task_id", task.taskId());
    names.put("item_id", task.itemId());
    put(names, "pair_id", task.pairId());
    put(names, "rater", worksheet.rater());
    names.put("policy_id", worksheet.policy().id());
    names.put("guideline_version", worksheet.policy().guidelineVersion());
    return names.put("round", worksheet.round());
  }

  private static void put(ObjectNode names, String key, String value) {
    if (!value.isEmpty()) {
      names.put(key, value);
    }
  }

  private static String written(Object node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
