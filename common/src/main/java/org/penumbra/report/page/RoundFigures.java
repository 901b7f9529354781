package org.penumbra.report.page;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.penumbra.Interval;

/**
 * What a round measured.
 *
 * @param round from 1
 * @param items labelled so far
 * @param answers given so far
 * @param batch the round's own items, by arm
 * @param kappas agreement by {@link #EXPERTS} and its like; undefined ones are left out
 * @param verdict its name in datasets; null while nothing is decided
 */
public record RoundFigures(
    int round,
    long items,
    long answers,
    List<BatchArm> batch,
    SortedMap<String, Interval> kappas,
    String verdict) {

  /** Experts with one another, on the evaluation items. */
  public static final String EXPERTS = "experts";

  /** The student with the experts, on the evaluation items. */
  public static final String MODEL = "model";

  /** The same weighted back to the corpus, from the audit. */
  public static final String NATURAL = "natural";

  /** The tuned language model with the experts, on the evaluation items. */
  public static final String TUNED = "tuned";

  /** The student against the truth of a holdout. */
  public static final String HOLDOUT = "holdout";

  public RoundFigures {
    batch = List.copyOf(batch);
    kappas = new TreeMap<>(kappas);
    kappas.values().removeIf(value -> !value.defined());
  }

  /**
   * What the experts said of the items that were chosen for one reason.
   *
   * @param arm the reason
   * @param positive items
   * @param negative items
   * @param undecided items on which they are tied or unsure
   */
  public record BatchArm(String arm, long positive, long negative, long undecided) {}
}
