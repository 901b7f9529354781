package org.penumbra.label;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
      boolean tooLong = end - from > LabelReader.LONGEST_LINE;
      int shown = tooLong ? from + LabelReject.LONGEST_SAMPLE : end;
      String sample = Utf8.lenient(bytes, from, Utf8.beforeReturn(bytes, from, shown));
      if (tooLong) {
        rows.add(new LabelReject(file, line, LabelReader.TOO_LONG, sample));
      } else if (!sample.isBlank()) {
        rows.addAll(row(line, Utf8.strict(bytes, from, end), sample));
      }
      from = end + 1;
    }
    return rows;
  }

  private List<ParsedLabel> row(long line, Optional<String> text, String sample) {
    if (text.isEmpty()) {
      return List.of(new LabelReject(file, line, "not UTF-8", sample));
    }
    try {
      return new JsonRecord(file, line, sample).labels(JSON.readValue(text.get()));
    } catch (JsonProcessingException e) {
      return List.of(
          new LabelReject(file, line, "not JSON: " + firstLine(e.getOriginalMessage()), sample));
    }
  }

  static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
