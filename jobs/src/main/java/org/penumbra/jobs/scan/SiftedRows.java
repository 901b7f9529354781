package org.penumbra.jobs.scan;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.penumbra.StableHash;
import org.penumbra.jobs.corpus.CorpusRow;
import org.penumbra.triage.Triage;
import org.penumbra.triage.TriageScorer;

/** The rows of a shard less those that triage drops, which are counted. */
final class SiftedRows implements Iterator<SiftedRow> {

  private final Iterator<CorpusRow> rows;
  private final Triage triage;
  private final TriageScorer words;
  private final double auditBelow;
  private final StableHash.Draw draw;
  private SiftedRow next;
  private long dropped;
  private long extraWeight;

  /** All rows. */
  SiftedRows(Iterator<CorpusRow> rows) {
    this(rows, null, 0, 0, "");
  }

  /**
   * Those that triage keeps, if there is one, and those of the others that the audit draws: whose
   * random number is below the sample's bound times their weight.
   */
  SiftedRows(Iterator<CorpusRow> rows, Scoring scoring, PoolBounds bounds, long seed) {
    this(rows, scoring.triage(), bounds.sampleBelow(), seed, scoring.sample());
  }

  private SiftedRows(
      Iterator<CorpusRow> rows, Triage triage, double auditBelow, long seed, String sample) {
    this.rows = rows;
    this.triage = triage;
    this.words = triage == null ? null : triage.model().scorer();
    this.auditBelow = auditBelow;
    this.draw = new StableHash.Draw(seed, sample);
  }

  @Override
  public boolean hasNext() {
    while (next == null && rows.hasNext()) {
      next = sifted(rows.next());
    }
    return next != null;
  }

  @Override
  public SiftedRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    SiftedRow row = next;
    next = null;
    return row;
  }

  /** Rows that triage has dropped so far. */
  long dropped() {
    return dropped;
  }

  /** By how much the weights of the rows that triage did not keep exceed their number. */
  long extraWeight() {
    return extraWeight;
  }

  private SiftedRow sifted(CorpusRow row) {
    if (row.rejected()) {
      return new SiftedRow(row, null, null);
    }
    byte[] utf8 = row.content().utf8();
    String id = row.id() == null ? StableHash.id128(utf8) : row.id();
    int weight = triage == null ? 0 : triage.auditWeight(words.score(utf8, 0, utf8.length));
    if (weight == 0) {
      return new SiftedRow(row, id, null);
    }
    extraWeight += weight - 1;
    if (draw.unit(id) < auditBelow * weight) {
      return new SiftedRow(row, id, weight);
    }
    dropped++;
    return null;
  }
}
