package org.penumbra.jobs.forget;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.penumbra.jobs.state.Forgotten;

/**
 * Whether a piece of a label file is about a forgotten item, or about a task that asked for one.
 */
final class Mentions {

  private static final String ITEM = "item_id";
  private static final Pattern BETWEEN_TOKENS = Pattern.compile("[\\s,;:|\"'{}\\[\\]]+");
  private static final Pattern BETWEEN_CELLS = Pattern.compile("[,;\\t\\r\\n]");
  private static final JsonMapper JSON = new JsonMapper();

  private final Forgotten forgotten;

  Mentions(Forgotten forgotten) {
    this.forgotten = forgotten;
  }

  /** Whether a value as a whole is an item's id, its text or its task's name. */
  boolean names(String value) {
    return forgotten.contains(value, value) || forgotten.containsGuarded(value);
  }

  /**
   * Whether any text of a JSON value does, however deep; numbers only where they are an item's id,
   * for a tool's own numbers are not. Token by token, for a tree keeps one of two equal names.
   *
   * @param parser at the value's first token, then at its last
   */
  boolean in(JsonParser parser) throws IOException {
    boolean found = false;
    int depth = 0;
    for (JsonToken token = parser.currentToken(); ; token = parser.nextToken()) {
      if (token == null) {
        throw new IOException("the value breaks off");
      }
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token == JsonToken.FIELD_NAME
          || token == JsonToken.VALUE_STRING
          || (token.isNumeric() && ITEM.equalsIgnoreCase(parser.currentName()))) {
        found |= names(parser.getText());
      }
      if (depth == 0) {
        return found;
      }
    }
  }

  /** Whether a text that cannot be read as rows holds one as a word, a cell or a quoted string. */
  boolean inBroken(String text) {
    return names(text.strip())
        || BETWEEN_TOKENS.splitAsStream(text).anyMatch(forgotten::contains)
        || BETWEEN_CELLS
            .splitAsStream(text)
            .anyMatch(cell -> names(cell) || names(unquoted(cell.strip())))
        || quoted(text).stream().anyMatch(this::names);
  }

  private static String unquoted(String cell) {
    boolean quoted = cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"");
    return quoted ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;
  }

  /** What stands between two quotes that follow each other: nobody knows which of them opens. */
  private static List<String> quoted(String text) {
    List<String> parts = new ArrayList<>();
    int from = text.indexOf('"');
    while (from >= 0) {
      int to = closing(text, from + 1);
      if (to >= 0) {
        parts.add(unescaped(text.substring(from + 1, to)));
      }
      from = to;
    }
    return parts;
  }

  private static int closing(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '"') {
        return i;
      }
    }
    return -1;
  }

  private static String unescaped(String part) {
    try {
      return part.indexOf('\\') < 0 ? part : JSON.readValue('"' + part + '"', String.class);
    } catch (JsonProcessingException e) {
      return part;
    }
  }
}
