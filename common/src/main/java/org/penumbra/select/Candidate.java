package org.penumbra.select;

/**
 * An item that may enter a batch.
 *
 * @param id the item
 * @param vector its unit vector
 * @param score its score by the current scorer, finite
 * @param stratum its audit stratum, see {@link Strata}
 * @param group its advertiser, thread or author; null when items stand alone
 * @param probability the current student's calibrated probability that it is positive, in [0, 1];
 *     NaN where nothing is calibrated
 * @param teacher the probability that it is positive by another model, as LLM-0 or the first
 *     round's scorer, in [0, 1]; NaN where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // a row of numbers, never compared
public record Candidate(
    String id,
    float[] vector,
    double score,
    int stratum,
    String group,
    double probability,
    double teacher) {

  public Candidate {
    requireProbability(id, probability);
    requireProbability(id, teacher);
  }

  /** An item known by its score alone. */
  public Candidate(String id, float[] vector, double score, int stratum, String group) {
    this(id, vector, score, stratum, group, Double.NaN, Double.NaN);
  }

  /** The teacher's probability, for a strategy that cannot do without. */
  double requiredTeacher() {
    if (Double.isNaN(teacher)) {
      throw new IllegalArgumentException(
          "Item '" + id + "' has no probability by a teacher, which the strategy needs");
    }
    return teacher;
  }

  private static void requireProbability(String id, double probability) {
    if (probability < 0 || probability > 1) {
      throw new IllegalArgumentException(
          "A probability must lie in [0, 1], found " + probability + " for item '" + id + "'");
    }
  }
}
