package org.penumbra.hocon;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The problems found in a document, gathered so that a user sees all of them at once. */
public final class Problems {

  /** Each once: a key may be read by several that depend on it. */
  private final Set<String> found = new LinkedHashSet<>();

  /** Notes a problem that belongs to no value. */
  public void add(String where, String key, String what) {
    found.add(where + ": " + key + ": " + what);
  }

  /** Notes a problem of a value. */
  public void add(Leaf leaf, String what) {
    add(leaf.where(), leaf.key(), what);
  }

  /** Notes that a value is not of the kind its key takes. */
  public void unexpected(Leaf leaf, String expected) {
    add(leaf, "found " + leaf.shown() + ", expected " + expected);
  }

  /** Notes a key that nobody reads, with the known key that comes nearest. */
  public void unknown(Leaf leaf, Collection<String> known) {
    boolean section = known.stream().anyMatch(k -> k.startsWith(leaf.key() + "."));
    String nearest = NearestKey.to(leaf.key(), known);
    add(
        leaf,
        section
            ? "a section, not a key; its keys begin with " + leaf.key() + "."
            : "unknown key; the nearest known key is " + nearest);
  }

  /** All problems in the order in which they were found. */
  public List<String> found() {
    return List.copyOf(found);
  }
}
