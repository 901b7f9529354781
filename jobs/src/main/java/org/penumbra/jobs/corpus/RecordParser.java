package org.penumbra.jobs.corpus;

/** Takes the wanted fields out of one record. */
@FunctionalInterface
interface RecordParser {

  /** The fields of a record, or why it has none. */
  Parsed parse(String record);

  /** Fields or a flaw; one of the two is null. */
  record Parsed(Fields fields, RejectReason flaw) {

    static Parsed of(Fields fields) {
      return new Parsed(fields, null);
    }

    static Parsed flawed(RejectReason flaw) {
      return new Parsed(null, flaw);
    }
  }
}
