package org.penumbra.jobs.select;

import java.io.Serializable;
import java.util.SortedSet;

/**
 * Which items earlier batches asked about.
 *
 * @param issued under the guideline as it is now
 * @param outdated under an earlier one only
 */
public record Asked(SortedSet<String> issued, SortedSet<String> outdated) implements Serializable {

  Shortlisted.Standing standing(String id) {
    if (issued.contains(id)) {
      return Shortlisted.Standing.ISSUED;
    }
    return outdated.contains(id) ? Shortlisted.Standing.OUTDATED : Shortlisted.Standing.NEVER_ASKED;
  }
}
