package org.penumbra.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The labels of one JSON object: a flat one with our own field names, or one of a tool's export,
 * which is brought into that form first. Of Label Studio: a task with its annotations (JSON), or a
 * row of JSON_MIN. Of Argilla: a record with its responses, nested or flattened.
 */
final class JsonRecord {

  private final String file;
  private final long line;
  private final String sample;

  JsonRecord(String file, long line, String sample) {
    this.file = file;
    this.line = line;
    this.sample = sample;
  }

  /** What the object says; one row at least. */
  List<ParsedLabel> labels(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      return List.of(reject("not a JSON object"));
    }
    if (object.get("annotations") != null) {
      return answers(LabelStudioTask.answers(object), "annotation");
    }
    if (ArgillaRecord.is(object)) {
      return answers(ArgillaRecord.answers(object), "response");
    }
    return List.of(label(LabelStudioTask.minimal(object)));
  }

  private List<ParsedLabel> answers(List<ToolAnswer> answers, String name) {
    List<ParsedLabel> labels = new ArrayList<>();
    for (ToolAnswer answer : answers) {
      labels.add(answer.refusal().isEmpty() ? label(answer.fields()) : reject(answer.refusal()));
    }
    return labels.isEmpty() ? List.of(reject("no " + name + " in it")) : labels;
  }

  private ParsedLabel label(ObjectNode object) {
    Map<String, String> fields = new TreeMap<>();
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      String name = property.getKey().strip().toLowerCase(Locale.ROOT);
      if (LabelFields.NAMES.contains(name)) {
        Optional<String> value = value(name, property.getValue());
        if (value.isEmpty()) {
          return reject(name + " is of a wrong type");
        }
        if (fields.put(name, value.get()) != null) {
          return reject(name + " is given twice");
        }
      }
    }
    return LabelFields.parse(file, line, fields, sample);
  }

  private static Optional<String> value(String name, JsonNode node) {
    if (node.isNull()) {
      return Optional.of("");
    }
    if (name.equals("reasons") && node.isArray()) {
      List<String> codes = new ArrayList<>();
      for (JsonNode code : node) {
        if (!code.isTextual()) {
          return Optional.empty();
        }
        codes.add(code.textValue());
      }
      return Optional.of(String.join("|", codes));
    }
    // A fraction is no identifier: its spelling would depend on who wrote it.
    boolean fraction = node.isNumber() && !node.isIntegralNumber();
    boolean identifier = name.endsWith("_id") || name.equals("rater");
    if (!node.isValueNode() || (fraction && identifier)) {
      return Optional.empty();
    }
    return Optional.of(node.asText());
  }

  private LabelReject reject(String reason) {
    return new LabelReject(file, line, reason, sample);
  }
}
