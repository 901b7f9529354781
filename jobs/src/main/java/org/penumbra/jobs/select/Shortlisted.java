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
 */
record Shortlisted(String id, double score, int stratum, double place, String group)
    implements Serializable {}
