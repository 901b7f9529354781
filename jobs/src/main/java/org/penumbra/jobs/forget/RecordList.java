package org.penumbra.jobs.forget;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * A JSON list without the records of forgotten items; the others keep every character. What stands
 * behind its end, or behind its last whole record where it breaks off, goes as a whole if it holds
 * such an id: nobody knows where an item's text ends in it, and no label in it is read.
 */
final class RecordList {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String MARK = "\uFEFF";

  private final String text;
  private final int start;
  private final StringBuilder left = new StringBuilder();
  private int read;
  private long rows;

  RecordList(String text, Mentions mentions) {
    this.text = text;
    this.start = text.startsWith(MARK) ? 1 : 0;
    boolean open = true;
    try (JsonParser parser = JSON.createParser(text.substring(start))) {
      parser.nextToken();
      if (parser.isExpectedStartArrayToken()) {
        keep(text.substring(0, offset(parser)), offset(parser));
        records(parser, mentions);
      } else {
        single(parser, mentions);
      }
      open = false;
    } catch (IOException e) {
      // Where it breaks off, the rest is searched as it stands.
    }
    rest(mentions, open && read > 0 ? "]" : "");
  }

  /** What is left. */
  String left() {
    return left.toString();
  }

  /** Records that go, and one for the rest. */
  long rows() {
    return rows;
  }

  private void records(JsonParser parser, Mentions mentions) throws IOException {
    boolean comma = false;
    while (!parser.nextToken().isStructEnd()) {
      int from = start + (int) parser.currentTokenLocation().getCharOffset();
      boolean goes = mentions.in(parser);
      parser.finishToken();
      if (goes) {
        rows++;
        read = offset(parser);
      } else {
        String before = text.substring(read, from);
        String record = text.substring(from, offset(parser));
        keep((comma ? before : before.replace(",", "")) + record, offset(parser));
        comma = true;
      }
    }
    keep(text.substring(read, offset(parser)), offset(parser));
  }

  /** One record alone is a list of one. */
  private void single(JsonParser parser, Mentions mentions) throws IOException {
    boolean goes = mentions.in(parser);
    parser.finishToken();
    rows += goes ? 1 : 0;
    keep(goes ? "[]" : text.substring(0, offset(parser)), offset(parser));
  }

  private void rest(Mentions mentions, String end) {
    String rest = text.substring(read);
    if (mentions.inBroken(rest)) {
      rows++;
      left.append(end);
    } else {
      left.append(rest);
    }
  }

  private void keep(String part, int until) {
    left.append(part);
    read = until;
  }

  private int offset(JsonParser parser) {
    return start + (int) parser.currentLocation().getCharOffset();
  }
}
