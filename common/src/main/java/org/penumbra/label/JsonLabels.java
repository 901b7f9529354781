package org.penumbra.label;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Labels as JSON lines: an object a line; blank lines are skipped. */
final class JsonLabels {

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private final String file;
  private final byte[] bytes;

  JsonLabels(String file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  List<ParsedLabel> read() {
    List<ParsedLabel> rows = new ArrayList<>();
    int from = Utf8.start(bytes);
    for (long line = 1; from < bytes.length; line++) {
      int end = Utf8.endOfLine(bytes, from);
      String sample = Utf8.lenient(bytes, from, Utf8.beforeReturn(bytes, from, end));
      if (!sample.isBlank()) {
        rows.add(row(line, Utf8.strict(bytes, from, end), sample));
      }
      from = end + 1;
    }
    return rows;
  }

  private ParsedLabel row(long line, Optional<String> text, String sample) {
    if (text.isEmpty()) {
      return new LabelReject(file, line, "not UTF-8", sample);
    }
    JsonNode node;
    try {
      node = JSON.readValue(text.get());
    } catch (JsonProcessingException e) {
      return new LabelReject(file, line, "not JSON: " + firstLine(e.getOriginalMessage()), sample);
    }
    if (!node.isObject()) {
      return new LabelReject(file, line, "not a JSON object", sample);
    }
    Map<String, String> fields = new TreeMap<>();
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      String name = property.getKey().strip().toLowerCase(Locale.ROOT);
      if (LabelFields.NAMES.contains(name)) {
        Optional<String> value = value(name, property.getValue());
        if (value.isEmpty()) {
          return new LabelReject(file, line, name + " is of a wrong type", sample);
        }
        if (fields.put(name, value.get()) != null) {
          return new LabelReject(file, line, name + " is given twice", sample);
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
    if (!node.isValueNode() || (fraction && (name.equals("item_id") || name.equals("rater")))) {
      return Optional.empty();
    }
    return Optional.of(node.asText());
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
