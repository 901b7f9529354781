package org.penumbra.simulate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named banks of phrases, and the filling of slots: {@code {a|b}} takes one of the alternatives,
 * {@code {@name}} one phrase of that bank; slots may lie inside slots.
 */
final class Phrases {

  private final Map<String, List<String>> banks;

  Phrases(Map<String, List<String>> banks) {
    this.banks = banks;
  }

  /**
   * The banks of {@code phrases.txt}: {@code [name]} opens a bank, each further line is a phrase.
   */
  static Phrases fromResource() {
    Map<String, List<String>> banks = new LinkedHashMap<>();
    List<String> bank = new ArrayList<>();
    for (String line : Resources.lines("phrases.txt")) {
      if (line.startsWith("[")) {
        bank = new ArrayList<>();
        banks.put(line.substring(1, line.length() - 1), bank);
      } else {
        bank.add(line);
      }
    }
    return new Phrases(banks);
  }

  /** A phrase of a bank, its slots filled. */
  String from(String bank, Draw draw) {
    List<String> phrases = banks.get(bank);
    if (phrases == null) {
      throw new IllegalArgumentException("No bank of phrases is named '" + bank + "'");
    }
    return fill(draw.pick(phrases), draw);
  }

  /** A template with its slots filled. */
  String fill(String template, Draw draw) {
    StringBuilder filled = new StringBuilder();
    int position = 0;
    while (position < template.length()) {
      int open = template.indexOf('{', position);
      if (open < 0) {
        return filled.append(template, position, template.length()).toString();
      }
      int close = closing(template, open);
      filled.append(template, position, open);
      filled.append(slot(template.substring(open + 1, close), draw));
      position = close + 1;
    }
    return filled.toString();
  }

  private String slot(String content, Draw draw) {
    String chosen = draw.pick(alternatives(content));
    return chosen.startsWith("@") ? from(chosen.substring(1), draw) : fill(chosen, draw);
  }

  private static int closing(String template, int open) {
    int depth = 0;
    for (int i = open; i < template.length(); i++) {
      depth += depthChange(template.charAt(i));
      if (depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("A slot is not closed in '" + template + "'");
  }

  private static List<String> alternatives(String content) {
    List<String> alternatives = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      depth += depthChange(c);
      if (c == '|' && depth == 0) {
        alternatives.add(content.substring(start, i));
        start = i + 1;
      }
    }
    alternatives.add(content.substring(start));
    return alternatives;
  }

  private static int depthChange(char c) {
    return switch (c) {
      case '{' -> 1;
      case '}' -> -1;
      default -> 0;
    };
  }
}
