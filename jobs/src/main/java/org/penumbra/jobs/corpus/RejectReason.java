package org.penumbra.jobs.corpus;

/** Why a row of the corpus is not read as an item; the wire name stands in {@code rejects}. */
public enum RejectReason {
  NOT_UTF8("not UTF-8"),
  /** Not one JSON object, nested too deep, or naming a wanted field twice. */
  NOT_JSON("not JSON"),
  BAD_CSV("bad CSV"),
  /** An id column is named, and the row's id is missing, null, empty or of a wrong type. */
  NO_ID("no id"),
  /** Missing, null, empty, only white space, or not a string. */
  NO_TEXT("no text"),
  TEXT_TOO_LARGE("text too large"),
  /** The stream or row group is broken here; what follows in it is lost. */
  REST_UNREADABLE("rest unreadable");

  private final String wireName;

  RejectReason(String wireName) {
    this.wireName = wireName;
  }

  /** The name people read. */
  public String wireName() {
    return wireName;
  }
}
