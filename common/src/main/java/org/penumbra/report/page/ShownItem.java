package org.penumbra.report.page;

import java.util.List;

/**
 * An item as it is shown.
 *
 * @param id the item
 * @param text its beginning
 * @param cut whether there is more of it
 * @param label predicted: 0 or 1
 * @param cluster among those of its label
 * @param score by the round's scorer; NaN without one
 * @param answers of the experts, in order
 * @param verdict what they came to: 0, 1, or null where tied or not asked
 */
public record ShownItem(
    String id,
    String text,
    boolean cut,
    int label,
    int cluster,
    double score,
    List<Given> answers,
    Integer verdict) {

  /** Characters of a text that are shown. */
  public static final int CHARACTERS = 600;

  public ShownItem {
    answers = List.copyOf(answers);
  }

  /** An item with the beginning of its text. */
  public static ShownItem of(
      String id,
      String text,
      int label,
      int cluster,
      double score,
      List<Given> answers,
      Integer verdict) {
    boolean cut = text.codePointCount(0, text.length()) > CHARACTERS;
    String shown = cut ? text.substring(0, text.offsetByCodePoints(0, CHARACTERS)) : text;
    return new ShownItem(id, shown, cut, label, cluster, score, answers, verdict);
  }

  /**
   * An expert's answer.
   *
   * @param rater a pseudonym
   * @param answer its name in datasets
   */
  public record Given(String rater, String answer) {}
}
