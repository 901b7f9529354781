package org.penumbra.label.assign;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The raters who may answer, under the names that datasets know them by. A named panel takes
 * answers of its members alone. Without one there are as many numbered places as an item has
 * raters, and whoever answers is taken.
 */
public final class Panel {

  private static final String ADJUDICATOR = "adjudicator";

  private final List<String> raters;
  private final List<String> names;
  private final Pseudonyms pseudonyms;

  private Panel(List<String> raters, List<String> names, Pseudonyms pseudonyms) {
    this.raters = List.copyOf(raters);
    this.names = List.copyOf(names);
    this.pseudonyms = pseudonyms;
  }

  /** A panel of people. */
  public static Panel of(List<String> names, Pseudonyms pseudonyms) {
    return new Panel(names.stream().map(pseudonyms::of).distinct().toList(), names, pseudonyms);
  }

  /**
   * Numbered places, {@code rater-1} and on.
   *
   * @param pseudonyms for whoever answers under a name; null to keep names as they are given
   */
  public static Panel open(int places, Pseudonyms pseudonyms) {
    List<String> raters =
        IntStream.rangeClosed(1, places).mapToObj(place -> "rater-" + place).toList();
    return new Panel(raters, List.of(), pseudonyms);
  }

  /** The raters tasks are given to, in the order in which they were named. */
  public List<String> raters() {
    return raters;
  }

  /** Those who may settle a contested item they have not rated: a place of its own where open. */
  public List<String> adjudicators() {
    return isNamed() ? raters : List.of(ADJUDICATOR);
  }

  /** Raters and adjudicators. */
  public SortedSet<String> everyone() {
    SortedSet<String> everyone = new TreeSet<>(raters);
    everyone.addAll(adjudicators());
    return everyone;
  }

  /** Whether answers of others are refused. */
  public boolean isNamed() {
    return !names.isEmpty();
  }

  /** The rater that a name or pseudonym in a label file stands for; empty if a stranger. */
  public Optional<String> rater(String said) {
    if (everyone().contains(said)) {
      return Optional.of(said);
    }
    String known = pseudonyms == null ? said : pseudonyms.of(said);
    return isNamed() && !raters.contains(known) ? Optional.empty() : Optional.of(known);
  }

  /**
   * What may be kept of a row that could not be read: nothing where names are to become pseudonyms
   * and nobody can tell which of its words is one.
   */
  public String sample(String row) {
    return isNamed() || pseudonyms == null ? withoutNames(row) : "";
  }

  /** A text with every name of the panel replaced by its pseudonym, in any case. */
  public String withoutNames(String text) {
    List<String> longestFirst = new ArrayList<>(names);
    longestFirst.sort((one, other) -> other.length() - one.length());
    String without = text;
    for (String name : longestFirst) {
      without =
          Pattern.compile(
                  Pattern.quote(name.strip()), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
              .matcher(without)
              .replaceAll(pseudonyms.of(name));
    }
    return without;
  }
}
