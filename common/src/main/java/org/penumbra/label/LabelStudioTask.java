package org.penumbra.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Label Studio's exports. JSON: a task holds its data and a list of annotations, each with
 * from_name, type and value per control, lead_time in seconds, completed_by (a number or a user)
 * and was_cancelled (<a href="https://labelstud.io/guide/export">export formats</a>). JSON_MIN: the
 * data's fields and the controls' values side by side, with annotator and lead_time. Whoever the
 * task was made for is its rater; else the annotator's address, or "ls-" and their number.
 */
final class LabelStudioTask {

  private static final String TOOL = "label-studio";
  private static final String RATER = "rater";
  private static final String REASONS = "reasons";

  private LabelStudioTask() {}

  /** One answer per annotation. Drafts and predictions are none. */
  static List<ToolAnswer> answers(ObjectNode task) {
    List<ToolAnswer> answers = new ArrayList<>();
    if (!(task.get("annotations") instanceof ArrayNode annotations)) {
      return List.of(ToolAnswer.refused("annotations is no list"));
    }
    for (JsonNode annotation : annotations) {
      answers.add(answer(task, annotation));
    }
    return answers;
  }

  private static ToolAnswer answer(ObjectNode task, JsonNode annotation) {
    if (!annotation.isObject() || !(task.get("data") instanceof ObjectNode data)) {
      return ToolAnswer.refused("not a task of Label Studio");
    }
    if (annotation.path("was_cancelled").asBoolean()) {
      return ToolAnswer.refused("cancelled by its annotator");
    }
    ObjectNode fields = data.deepCopy();
    for (JsonNode result : annotation.path("result")) {
      JsonNode value = result.path("value");
      switch (result.path("from_name").asText()) {
        case "answer" -> fields.set("answer", value.path("choices").path(0));
        case REASONS -> fields.set(REASONS, value.path("choices"));
        case "note" -> fields.put("note", joined(value.path("text")));
        default -> {
          // A control of somebody else's.
        }
      }
    }
    complete(fields, annotation, annotation.path("completed_by"));
    return ToolAnswer.of(fields);
  }

  /** A row of JSON_MIN under our names; any other object stays as it is. */
  static ObjectNode minimal(ObjectNode row) {
    if (!row.has("annotator") && !row.has("annotation_id")) {
      return row;
    }
    ObjectNode fields = row.deepCopy();
    for (String control : List.of("answer", REASONS)) {
      if (fields.path(control).path("choices") instanceof ArrayNode choices) {
        fields.set(control, control.equals(REASONS) ? choices : choices.path(0));
      }
    }
    if (fields.get("note") instanceof ArrayNode note) {
      fields.put("note", joined(note));
    }
    complete(fields, row, row.path("annotator"));
    return fields;
  }

  private static void complete(ObjectNode fields, JsonNode annotation, JsonNode annotator) {
    if (fields.path(RATER).asText().isBlank()) {
      fields.put(RATER, rater(annotator));
    }
    if (annotation.path("lead_time").isNumber()) {
      fields.set("seconds", annotation.get("lead_time"));
    }
    JsonNode at = annotation.path("created_at");
    if (at.isTextual()) {
      fields.set("at", at);
    }
    fields.put("tool", TOOL);
  }

  private static String rater(JsonNode annotator) {
    if (annotator.isObject()) {
      String address = annotator.path("email").asText();
      return address.isBlank() ? numbered(annotator.path("id").asText()) : address;
    }
    String said = annotator.asText();
    return said.contains("@") ? said : numbered(said);
  }

  private static String numbered(String number) {
    return number.isBlank() ? "" : "ls-" + number;
  }

  private static String joined(JsonNode texts) {
    List<String> parts = new ArrayList<>();
    texts.forEach(text -> parts.add(text.asText()));
    return texts.isArray() ? String.join("\n", parts) : texts.asText();
  }
}
