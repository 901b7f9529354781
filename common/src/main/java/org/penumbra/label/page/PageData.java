package org.penumbra.label.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.penumbra.label.Worksheet;
import org.penumbra.page.EmbeddedJson;

/** A worksheet as JSON that may stand inside a script element. */
final class PageData {

  private PageData() {}

  /** What the page shows and gives back. */
  static String of(Worksheet worksheet, SheetKind kind, PageOptions options, String answersFile) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("worksheet_id", WorksheetId.of(worksheet, kind));
    data.put("answers_file", answersFile);
    data.put("round", worksheet.round());
    data.put("rater", worksheet.rater());
    data.set("policy", EmbeddedJson.tree(worksheet.policy()));
    data.set("tasks", EmbeddedJson.tree(worksheet.tasks()));
    data.put("content_warning", options.contentWarning());
    data.put("display", options.display().name().toLowerCase(Locale.ROOT));
    options.breakAfterItems().ifPresent(items -> data.put("break_after_items", items));
    options.breakAfter().ifPresent(time -> data.put("break_after_minutes", time.toMinutes()));
    options.dailyCap().ifPresent(cap -> data.put("daily_cap", cap));
    return EmbeddedJson.of(data);
  }

  /** The same under the options' passphrase. */
  static String of(Sealed sealed) {
    return EmbeddedJson.of(sealed);
  }
}
