package org.penumbra.jobs.scan;

import org.penumbra.embed.EncodedText;
import org.penumbra.jobs.corpus.CorpusRow;

/**
 * A row of a shard with its item id and vectors.
 *
 * @param row the row as read
 * @param id the given id, else the hash of the text; null for rejects
 * @param encoded its vectors; null for rejects, where no encoder is at work, and where a server
 *     refuses the text
 * @param auditWeight see {@link SiftedRow}
 */
public record EncodedRow(CorpusRow row, String id, EncodedText encoded, Integer auditWeight) {}
