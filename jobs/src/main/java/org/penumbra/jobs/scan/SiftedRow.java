package org.penumbra.jobs.scan;

import org.penumbra.jobs.corpus.CorpusRow;

/**
 * A row of a shard that is worth a vector.
 *
 * @param row the row as read
 * @param id the given id, else the hash of the text; null for rejects
 * @param auditWeight how many times the common chance a row had to be drawn, where triage would
 *     have dropped it and the audit drew it; null where triage kept it
 */
record SiftedRow(CorpusRow row, String id, Integer auditWeight) {}
