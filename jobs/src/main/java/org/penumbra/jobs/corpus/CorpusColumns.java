package org.penumbra.jobs.corpus;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which columns or JSON fields to read. Lines of text have none, and leave this unread.
 *
 * @param id the item's id; null: the caller makes ids from the text
 * @param text the text
 * @param group the unit of quotas and splits; null: none
 * @param language the language tag; null: none
 */
public record CorpusColumns(String id, String text, String group, String language)
    implements Serializable {

  /** The named columns by the setting that names them, in a fixed order. */
  Map<String, String> bySetting() {
    Map<String, String> named = new LinkedHashMap<>();
    put(named, "corpus.text", text);
    put(named, "corpus.id", id);
    put(named, "corpus.group", group);
    put(named, "corpus.language", language);
    return named;
  }

  private static void put(Map<String, String> named, String setting, String column) {
    if (column != null) {
      named.put(setting, column);
    }
  }
}
