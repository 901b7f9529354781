package org.penumbra.label;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One rater's answer in a tool's export.
 *
 * @param fields under our own names
 * @param refusal why it is no label, or empty
 */
record ToolAnswer(ObjectNode fields, String refusal) {

  static ToolAnswer of(ObjectNode fields) {
    return new ToolAnswer(fields, "");
  }

  static ToolAnswer refused(String why) {
    return new ToolAnswer(JsonNodeFactory.instance.objectNode(), why);
  }
}
