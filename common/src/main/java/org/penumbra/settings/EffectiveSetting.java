package org.penumbra.settings;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;

/**
 * A setting as it is in force.
 *
 * @param key the full key
 * @param value a number, a text, a list of these, or null when unset; sizes and durations are texts
 *     with units
 * @param origin {@code default}, {@code file:line} or {@code --set}
 */
public record EffectiveSetting(String key, Object value, String origin) {

  /** The value in letters, the same for the same value however it was written. */
  public String text() {
    return String.valueOf(value);
  }

  /** The setting as a line of HOCON. */
  String line() {
    return key + " = " + ConfigValueFactory.fromAnyRef(value).render(ConfigRenderOptions.concise());
  }
}
