package org.penumbra.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several that are asked about the same texts; null for what {@code llm} itself says.
 *
 * @param name lower-case letters, digits, hyphens and dots
 * @param baseUrl of its server
 * @param model its name, as the server knows it
 * @param keyFile file of its key
 * @param guidance what else it is told of how to judge
 * @param examples most of the policy's examples of each kind in its prompt
 * @param promptPrice money per million tokens that it reads
 * @param completionPrice money per million tokens that it writes
 */
public record LlmVoice(
    String name,
    String baseUrl,
    String model,
    String keyFile,
    String guidance,
    Integer examples,
    Double promptPrice,
    Double completionPrice) {

  private static final Pattern FORM = Pattern.compile("([a-z0-9][a-z0-9.-]*):(.*)");

  /** Reads {@code name: key=value; key=value}. */
  static LlmVoice parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(text);
    }
    Map<String, String> keys = new TreeMap<>();
    for (String set : form.group(2).strip().split("\\s*;\\s*", -1)) {
      String[] parts = set.split("=", 2);
      if (!set.isBlank()
          && (parts.length < 2 || keys.put(parts[0].strip(), parts[1].strip()) != null)) {
        throw new IllegalArgumentException(set);
      }
    }
    LlmVoice voice =
        new LlmVoice(
            form.group(1),
            url(keys.remove("base-url")),
            keys.remove("model"),
            keys.remove("key-file"),
            keys.remove("guidance"),
            count(keys.remove("examples")),
            price(keys.remove("prompt-price")),
            price(keys.remove("completion-price")));
    if (!keys.isEmpty()) {
      throw new IllegalArgumentException(keys.toString());
    }
    return voice;
  }

  private static String url(String text) {
    return check(text == null || ServerAddress.isOne(text), text);
  }

  private static Integer count(String text) {
    if (text == null) {
      return null;
    }
    int count = Integer.parseInt(text);
    return check(count >= 0 && count <= LlmSettings.MOST_EXAMPLES, count);
  }

  private static Double price(String text) {
    if (text == null) {
      return null;
    }
    double price = Double.parseDouble(text);
    return check(price >= 0 && price < Double.MAX_VALUE, price);
  }

  private static <T> T check(boolean fine, T value) {
    if (!fine) {
      throw new IllegalArgumentException(String.valueOf(value));
    }
    return value;
  }

  @Override
  public String toString() {
    List<String> sets = new ArrayList<>();
    add(sets, "base-url", baseUrl);
    add(sets, "model", model);
    add(sets, "key-file", keyFile);
    add(sets, "guidance", guidance);
    add(sets, "examples", examples);
    add(sets, "prompt-price", promptPrice);
    add(sets, "completion-price", completionPrice);
    return name + ": " + String.join("; ", sets);
  }

  private static void add(List<String> sets, String key, Object value) {
    if (value != null) {
      sets.add(key + "=" + value);
    }
  }
}
