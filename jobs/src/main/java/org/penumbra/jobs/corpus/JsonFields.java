package org.penumbra.jobs.corpus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Takes fields out of a JSON object by name, or by dotted path where they are nested. An id, group
 * or language may be a number and is kept as written; a text is a string.
 */
final class JsonFields implements RecordParser {

  private final JsonFactory json;
  private final CorpusColumns columns;
  private final Set<String> wanted;
  private final Set<String> parents = new HashSet<>();

  JsonFields(CorpusColumns columns, int maxRecordBytes) {
    this.columns = columns;
    this.wanted = Set.copyOf(columns.bySetting().values());
    for (String path : wanted) {
      for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
        parents.add(path.substring(0, dot));
      }
    }
    // Names are neither interned nor kept: hostile ones would fill the tables they share.
    this.json =
        JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(
                StreamReadConstraints.builder().maxStringLength(maxRecordBytes).build())
            .build();
  }

  private record Value(String text, boolean string) {}

  @Override
  public Parsed parse(String record) {
    Map<String, Value> values = new HashMap<>();
    try (JsonParser parser = json.createParser(record)) {
      boolean object =
          parser.nextToken() == JsonToken.START_OBJECT
              && walk(parser, "", values)
              && parser.nextToken() == null;
      return object ? Parsed.of(fields(values)) : Parsed.flawed(RejectReason.NOT_JSON);
    } catch (IOException e) {
      return Parsed.flawed(RejectReason.NOT_JSON);
    }
  }

  private Fields fields(Map<String, Value> values) {
    Value text = values.get(columns.text());
    return new Fields(
        scalar(values, columns.id()),
        text == null || !text.string() ? null : CorpusText.of(text.text()),
        scalar(values, columns.group()),
        scalar(values, columns.language()));
  }

  private static String scalar(Map<String, Value> values, String path) {
    Value value = path == null ? null : values.get(path);
    return value == null ? null : value.text();
  }

  /** Reads to the end of an object; false where it names a wanted field twice. */
  private boolean walk(JsonParser parser, String prefix, Map<String, Value> values)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String path = prefix + parser.currentName();
      JsonToken token = parser.nextToken();
      if (wanted.contains(path)) {
        if (values.put(path, value(parser, token)) != null) {
          return false;
        }
        parser.skipChildren();
      } else if (token == JsonToken.START_OBJECT && parents.contains(path)) {
        if (!walk(parser, path + ".", values)) {
          return false;
        }
      } else {
        parser.skipChildren();
      }
    }
    return true;
  }

  private static Value value(JsonParser parser, JsonToken token) throws IOException {
    boolean string = token == JsonToken.VALUE_STRING;
    boolean kept = string || token.isNumeric();
    return new Value(kept ? parser.getText() : null, string);
  }
}
