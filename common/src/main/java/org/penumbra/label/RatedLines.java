package org.penumbra.label;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Answers that stand item by item: JSON lines with an {@code id} and {@code ratings}, a list of
 * [rater, answer], where the answer is 1, 0 or a word; and fields of the line, each of which may be
 * taken as one more rater. What cannot be read becomes a reject, as in {@link LabelReader}.
 */
public final class RatedLines {

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private final String file;
  private final byte[] bytes;

  /**
   * A file of such lines.
   *
   * @param file its name, to be shown in rejects
   * @param bytes all of it, UTF-8
   */
  public RatedLines(String file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /** Whether the first line that holds anything has a list of ratings. */
  public boolean recognised() {
    int from = Utf8.start(bytes);
    while (from < bytes.length) {
      int end = Utf8.endOfLine(bytes, from);
      String line = Utf8.lenient(bytes, from, end);
      if (!line.isBlank()) {
        return parsed(line).map(node -> node.path("ratings").isArray()).orElse(false);
      }
      from = end + 1;
    }
    return false;
  }

  /**
   * All answers, as first answers.
   *
   * @param fields those taken as raters; null and absent ones are gaps
   */
  public List<ParsedLabel> read(Set<String> fields) {
    List<ParsedLabel> rows = new ArrayList<>();
    int from = Utf8.start(bytes);
    for (long line = 1; from < bytes.length; line++) {
      int end = Utf8.endOfLine(bytes, from);
      String sample = Utf8.lenient(bytes, from, Utf8.beforeReturn(bytes, from, end));
      if (!sample.isBlank()) {
        rows.addAll(line(line, Utf8.strict(bytes, from, end), sample, fields));
      }
      from = end + 1;
    }
    return rows;
  }

  private List<ParsedLabel> line(
      long line, Optional<String> text, String sample, Set<String> fields) {
    Optional<JsonNode> node = text.flatMap(RatedLines::parsed);
    if (node.isEmpty()) {
      return List.of(new LabelReject(file, line, "not a JSON object in UTF-8", sample));
    }
    JsonNode id = node.get().path("id");
    JsonNode ratings = node.get().path("ratings");
    if (!(id.isTextual() || id.isIntegralNumber()) || id.asText().isBlank()) {
      return List.of(new LabelReject(file, line, "id is neither text nor a whole number", sample));
    }
    if (!ratings.isArray()) {
      return List.of(new LabelReject(file, line, "ratings is not a list", sample));
    }
    List<ParsedLabel> rows = new ArrayList<>();
    for (JsonNode rating : ratings) {
      boolean pair = rating.isArray() && rating.size() == 2 && rating.get(0).isTextual();
      rows.add(
          pair
              ? answer(line, id.asText(), rating.get(0).textValue(), rating.get(1), sample)
              : new LabelReject(file, line, "a rating is not [rater, answer]", sample));
    }
    for (String field : fields) {
      JsonNode value = node.get().path(field);
      if (!value.isMissingNode() && !value.isNull()) {
        rows.add(answer(line, id.asText(), field, value, sample));
      }
    }
    return rows;
  }

  private ParsedLabel answer(long line, String id, String rater, JsonNode answer, String sample) {
    if (!answer.isValueNode()) {
      return new LabelReject(file, line, "the answer of " + rater + " is no value", sample);
    }
    return LabelFields.parse(
        file,
        line,
        new TreeMap<>(Map.of("item_id", id, "rater", rater, "answer", answer.asText())),
        sample);
  }

  private static Optional<JsonNode> parsed(String line) {
    try {
      JsonNode node = JSON.readValue(line);
      return node.isObject() ? Optional.of(node) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
