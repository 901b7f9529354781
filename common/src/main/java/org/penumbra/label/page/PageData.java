package org.penumbra.label.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.penumbra.label.Worksheet;

/**
 * A worksheet as JSON that may stand inside a script element: ASCII without {@code <}, {@code >}
 * and {@code &}, so that no text can end the element, and lone surrogates survive.
 */
final class PageData {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();
  private static final ObjectWriter WRITER = MAPPER.writer(new MarkupEscapes());

  private PageData() {}

  /** What the page shows and gives back. */
  static String of(Worksheet worksheet, SheetKind kind, PageOptions options, String answersFile) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("worksheet_id", WorksheetId.of(worksheet, kind));
    data.put("answers_file", answersFile);
    data.put("round", worksheet.round());
    data.put("rater", worksheet.rater());
    data.set("policy", MAPPER.valueToTree(worksheet.policy()));
    data.set("tasks", MAPPER.valueToTree(worksheet.tasks()));
    data.put("content_warning", options.contentWarning());
    data.put("display", options.display().name().toLowerCase(Locale.ROOT));
    options.breakAfterItems().ifPresent(items -> data.put("break_after_items", items));
    options.breakAfter().ifPresent(time -> data.put("break_after_minutes", time.toMinutes()));
    options.dailyCap().ifPresent(cap -> data.put("daily_cap", cap));
    return json(data);
  }

  /** The same under the options' passphrase. */
  static String of(Sealed sealed) {
    return json(sealed);
  }

  private static String json(Object value) {
    try {
      return WRITER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts and numbers are always JSON", e);
    }
  }

  private static final class MarkupEscapes extends CharacterEscapes {
    private final int[] ascii = standardAsciiEscapesForJSON();

    MarkupEscapes() {
      for (char markup : new char[] {'<', '>', '&'}) {
        ascii[markup] = ESCAPE_STANDARD;
      }
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ascii;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
      return new SerializedString(String.format(Locale.ROOT, "\\u%04x", character));
    }
  }
}
