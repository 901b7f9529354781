package org.penumbra.label;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Labels as one JSON list, read element by element: where the file is torn or broken, what stands
 * before it is kept, and one reject says from which line on nothing was read.
 */
final class JsonListLabels {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String file;
  private final byte[] bytes;

  JsonListLabels(String file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  List<ParsedLabel> read() {
    Optional<String> text = Utf8.strict(bytes, Utf8.start(bytes), bytes.length);
    if (text.isEmpty()) {
      String sample = Utf8.lenient(bytes, 0, Math.min(bytes.length, LabelReject.LONGEST_SAMPLE));
      return List.of(new LabelReject(file, 1, "not UTF-8; the file is unread", sample));
    }
    List<ParsedLabel> rows = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(text.get())) {
      read(parser, rows);
    } catch (JsonProcessingException e) {
      long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      String reason = "not JSON: " + JsonLabels.firstLine(e.getOriginalMessage());
      rows.add(new LabelReject(file, line, reason + "; the rest is unread", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private void read(JsonParser parser, List<ParsedLabel> rows) throws IOException {
    JsonToken first = parser.nextToken();
    if (first != JsonToken.START_ARRAY) {
      String found = first == null ? "empty" : "neither a list nor an object";
      if (first == JsonToken.START_OBJECT) {
        rows.addAll(labels(1, JSON.readTree(parser)));
      } else {
        rows.add(new LabelReject(file, 1, found + "; the file is unread", ""));
      }
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      long line = parser.currentTokenLocation().getLineNr();
      rows.addAll(labels(line, JSON.readTree(parser)));
    }
  }

  private List<ParsedLabel> labels(long line, JsonNode node) {
    return new JsonRecord(file, line, node.toString()).labels(node);
  }
}
