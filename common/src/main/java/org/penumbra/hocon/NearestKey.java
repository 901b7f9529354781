package org.penumbra.hocon;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.naturalOrder;

import java.util.Collection;

/** The known key a misspelt one most likely meant. */
final class NearestKey {

  /** What it costs to have the name right and the section wrong, in edited letters. */
  private static final int WRONG_SECTION = 3;

  private NearestKey() {}

  /** The key with the smallest cost; among equals the first in the alphabet. */
  static String to(String key, Collection<String> known) {
    return known.stream()
        .min(comparingInt((String k) -> cost(key, k)).thenComparing(naturalOrder()))
        .orElseThrow();
  }

  private static int cost(String key, String known) {
    int edits = edits(key, known);
    return name(key).equals(name(known)) ? Math.min(edits, WRONG_SECTION) : edits;
  }

  private static String name(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /** Levenshtein's distance: letters to insert, delete or replace. */
  static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
