package org.penumbra.triage;

import java.util.List;

/**
 * What was kept, or what was dropped: its size and what a sample of it shows.
 *
 * @param rows of the corpus, occurrences counted
 * @param audited texts of the sample
 * @param positives by the sample
 */
record Part(long rows, long audited, PositiveTotal positives) {

  /** The same, from sums. */
  static Part of(Audited sample, long rows) {
    return sample.texts() == 0
        ? of(List.of(), rows)
        : new Part(rows, sample.texts(), sample.positives());
  }

  /** A part every text of which had a chance to be in the sample. */
  static Part of(List<Answered> sample, long rows) {
    return sample.isEmpty() && rows > 0
        ? unseen(sample, rows)
        : new Part(rows, sample.size(), PositiveTotal.of(sample));
  }

  /** A part some texts of which nobody looked at: there may be any number of positives. */
  static Part unseen(List<Answered> sample, long rows) {
    PositiveTotal seen = PositiveTotal.of(sample);
    return new Part(
        rows,
        sample.size(),
        new PositiveTotal(seen.total(), seen.variance(), Double.POSITIVE_INFINITY));
  }
}
