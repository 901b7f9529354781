package org.penumbra.settings;

import java.util.List;
import java.util.function.Function;

/** Settings as aligned columns for people: key, value, where the value came from. */
public final class SettingsTable {

  private SettingsTable() {}

  /** One line per setting, in the given order. */
  public static String render(List<EffectiveSetting> settings) {
    int keys = width(settings, EffectiveSetting::key);
    int values = width(settings, EffectiveSetting::text);
    StringBuilder table = new StringBuilder();
    for (EffectiveSetting setting : settings) {
      table.append(padded(setting.key(), keys)).append("  ");
      table.append(padded(setting.text(), values)).append("  ");
      table.append(setting.origin()).append('\n');
    }
    return table.toString();
  }

  private static int width(
      List<EffectiveSetting> settings, Function<EffectiveSetting, String> column) {
    return settings.stream().map(column).mapToInt(String::length).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
