package org.penumbra.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Argilla's exports: a record with responses as a list of users' values (version 1), as lists of
 * values by question (version 2), or flattened into columns such as {@code answer.responses.users}
 * (version 2, {@code to_list(flatten=True)}). Ids come back in the metadata. Drafts and discarded
 * responses are no labels. A rater is the record's own, else "argilla-" and the user's id.
 */
final class ArgillaRecord {

  private static final String RESPONSES = "responses";
  private static final String SUBMITTED = "submitted";
  private static final List<String> QUESTIONS = List.of("answer", "reasons", "note");

  private ArgillaRecord() {}

  static boolean is(ObjectNode record) {
    return record.has(RESPONSES) || record.has("answer." + RESPONSES);
  }

  /** One answer per user. */
  static List<ToolAnswer> answers(ObjectNode record) {
    ObjectNode ids = JsonNodeFactory.instance.objectNode();
    if (record.get("metadata") instanceof ObjectNode metadata) {
      ids.setAll(metadata);
    } else {
      record.properties().stream()
          .filter(property -> LabelFields.NAMES.contains(property.getKey()))
          .forEach(property -> ids.set(property.getKey(), property.getValue()));
    }
    if (!ids.has("item_id") && record.path("id").isTextual()) {
      ids.set("item_id", record.get("id"));
    }
    SortedMap<String, ObjectNode> byUser = new TreeMap<>();
    SortedMap<String, String> status = new TreeMap<>();
    if (record.get(RESPONSES) instanceof ArrayNode responses) {
      for (JsonNode response : responses) {
        String user = response.path("user_id").asText();
        for (Map.Entry<String, JsonNode> value : response.path("values").properties()) {
          put(byUser, user, value.getKey(), value.getValue().path("value"));
        }
        status.put(user, response.path("status").asText(SUBMITTED));
      }
    } else {
      for (String question : QUESTIONS) {
        nested(record.path(RESPONSES).path(question), question, byUser, status);
        flattened(record, question, byUser, status);
      }
    }
    List<ToolAnswer> answers = new ArrayList<>();
    byUser.forEach((user, values) -> answers.add(answer(ids, user, values, status.get(user))));
    return answers;
  }

  private static void nested(
      JsonNode responses,
      String question,
      SortedMap<String, ObjectNode> byUser,
      SortedMap<String, String> status) {
    for (JsonNode response : responses) {
      String user = response.path("user_id").asText();
      put(byUser, user, question, response.path("value"));
      status.put(user, response.path("status").asText(SUBMITTED));
    }
  }

  private static void flattened(
      ObjectNode record,
      String question,
      SortedMap<String, ObjectNode> byUser,
      SortedMap<String, String> status) {
    String column = question + "." + RESPONSES;
    JsonNode values = record.path(column);
    for (int i = 0; i < values.size(); i++) {
      String user = record.path(column + ".users").path(i).asText();
      put(byUser, user, question, values.path(i));
      status.put(user, record.path(column + ".status").path(i).asText(SUBMITTED));
    }
  }

  private static void put(
      SortedMap<String, ObjectNode> byUser, String user, String question, JsonNode value) {
    byUser
        .computeIfAbsent(user, name -> JsonNodeFactory.instance.objectNode())
        .set(question, value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value);
  }

  private static ToolAnswer answer(ObjectNode ids, String user, ObjectNode values, String status) {
    if (!status.equals(SUBMITTED)) {
      return ToolAnswer.refused("its response is " + status + ", not submitted");
    }
    ObjectNode fields = ids.deepCopy();
    fields.setAll(values);
    if (fields.path("rater").asText().isBlank()) {
      fields.put("rater", user.isBlank() ? "" : "argilla-" + user);
    }
    fields.put("tool", "argilla");
    return ToolAnswer.of(fields);
  }
}
