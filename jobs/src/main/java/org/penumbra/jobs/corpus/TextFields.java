package org.penumbra.jobs.corpus;

/** A line that is the text itself. */
final class TextFields implements RecordParser {

  @Override
  public Parsed parse(String record) {
    return Parsed.of(new Fields(null, CorpusText.of(record), null, null));
  }
}
