package org.penumbra.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One value of a HOCON document.
 *
 * @param key the full key, {@code cluster.k-max}
 * @param value the value as parsed, with its origin
 */
public record Leaf(String key, ConfigValue value) {

  /** All values of a resolved document by key; those set to null are among them. */
  public static SortedMap<String, Leaf> allOf(Config config) {
    SortedMap<String, Leaf> leaves = new TreeMap<>();
    collect(List.of(), config.root(), leaves);
    return leaves;
  }

  private static void collect(
      List<String> path, ConfigObject object, SortedMap<String, Leaf> leaves) {
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      List<String> inner = new ArrayList<>(path);
      inner.add(entry.getKey());
      if (entry.getValue() instanceof ConfigObject section) {
        collect(inner, section, leaves);
      } else {
        String key = ConfigUtil.joinPath(inner);
        leaves.put(key, new Leaf(key, entry.getValue()));
      }
    }
  }

  /** Whether the value is null; the word null in quotes or after {@code --set} counts as well. */
  public boolean unset() {
    return value.valueType() == ConfigValueType.NULL || "null".equals(value.unwrapped());
  }

  /** Whether the value is one text, number, truth value or null: neither list nor section. */
  public boolean scalar() {
    return value.valueType() != ConfigValueType.LIST && value.valueType() != ConfigValueType.OBJECT;
  }

  /** The value as it was written, or {@code null} in letters; defined for a scalar. */
  public String text() {
    return unset() ? "null" : value.atKey("value").getString("value");
  }

  /**
   * The elements of a list as they were written; a text in brackets, as it comes from {@code
   * --set}, is a list too.
   *
   * @throws IllegalArgumentException if it is no list of texts or numbers
   */
  public List<String> texts() {
    try {
      ConfigValue list =
          value.unwrapped() instanceof String text
              ? ConfigFactory.parseString("value = " + text).getValue("value")
              : value;
      return list.atKey("value").getStringList("value");
    } catch (ConfigException e) {
      throw new IllegalArgumentException(shown(), e);
    }
  }

  /** The value as an error quotes it: texts in quotation marks. */
  public String shown() {
    return value.render(ConfigRenderOptions.concise());
  }

  /** Where the value stands: {@code file:line}, or what it was said to come from. */
  public String where() {
    return value.origin().description().replaceFirst(": (\\d+(-\\d+)?)$", ":$1");
  }
}
