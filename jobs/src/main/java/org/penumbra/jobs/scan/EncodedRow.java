package org.penumbra.jobs.scan;

import org.penumbra.embed.EncodedText;
import org.penumbra.jobs.corpus.CorpusRow;

/**
 * A row of a shard with its item id and vectors.
 *
 * @param row the row as read
 * @param id the given id, else the hash of the text; null for rejects
 * @param encoded its vectors; null for rejects and where no encoder is at work
 */
public record EncodedRow(CorpusRow row, String id, EncodedText encoded) {}
