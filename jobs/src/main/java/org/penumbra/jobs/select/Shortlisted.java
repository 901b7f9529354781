package org.penumbra.jobs.select;

import java.io.Serializable;

/**
 * An item of the pool as the shortlists see it: no text, no vector.
 *
 * @param id the item
 * @param score by the current scorer
 * @param stratum of the audit
 * @param place in the audit's order, 0 to 1
 * @param group its group, or null
 * @param standing whether it was asked about before
 */
record Shortlisted(
    String id, double score, int stratum, double place, String group, Standing standing)
    implements Serializable {

  /** Whether an item was asked about. */
  enum Standing {
    NEVER_ASKED,
    /** Under an earlier guideline only: the audit may draw it again. */
    OUTDATED,
    /** Under the guideline as it is now. */
    ISSUED
  }
}
