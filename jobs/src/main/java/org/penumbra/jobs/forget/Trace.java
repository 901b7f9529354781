package org.penumbra.jobs.forget;

import java.io.Serializable;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a file holds of forgotten items.
 *
 * @param file the file
 * @param removed rows that have to go
 * @param changed rows that stay and lose a sample or a group's name
 * @param found keyed hashes of the items found
 */
record Trace(WaveFile file, long removed, long changed, SortedSet<String> found)
    implements Serializable {

  Trace {
    found = new TreeSet<>(found);
  }
}
