package org.penumbra.jobs.corpus;

/**
 * The wanted fields of one record as they stand in the file; null: missing or null.
 *
 * @param id the item's id
 * @param text the text; null also where it is no string
 * @param group its group
 * @param language its language
 */
public record Fields(String id, CorpusText text, String group, String language) {

  /**
   * The row of these fields: an item, or the first of the reasons why not.
   *
   * @param record what a reject's sample is taken from
   * @param idNamed whether a column of ids is named
   */
  public CorpusRow row(long position, Object record, ReadSpec spec, boolean idNamed) {
    RejectReason reason = reason(spec, idNamed);
    if (reason != null) {
      return CorpusRow.reject(position, reason, Utf8.sample(record.toString()));
    }
    return CorpusRow.item(
        position, idNamed ? id : null, text, blankToNull(group), blankToNull(language));
  }

  private RejectReason reason(ReadSpec spec, boolean idNamed) {
    if (idNamed && blankToNull(id) == null) {
      return RejectReason.NO_ID;
    }
    if (text == null || text.blank()) {
      return RejectReason.NO_TEXT;
    }
    if (broken(id) || text.broken() || broken(group) || broken(language)) {
      return RejectReason.NOT_UTF8;
    }
    return text.longer(spec.maxTextBytes()) ? RejectReason.TEXT_TOO_LARGE : null;
  }

  private static boolean broken(String value) {
    return value != null && Utf8.broken(value);
  }

  private static String blankToNull(String value) {
    return value == null || value.isBlank() ? null : value;
  }
}
