package org.penumbra.label;

import java.time.Instant;
import java.util.List;

/**
 * One accepted answer: a row of dataset {@code labels}.
 *
 * @param policyId the policy asked about
 * @param guidelineVersion the guideline the rater followed; versions are never pooled
 * @param itemId the item
 * @param rater a pseudonym
 * @param answer what the rater answered
 * @param phase when in the item's life
 * @param reasons reason codes ticked, may be empty
 * @param seconds time taken, or null if not measured
 * @param language of the item as the rater saw it, empty if not said
 * @param note free text, may be empty
 * @param tool the labelling tool, empty if not said
 * @param round the round whose batch held the item, from 1
 * @param at when the answer was given
 */
public record ExpertLabel(
    String policyId,
    String guidelineVersion,
    String itemId,
    String rater,
    Answer answer,
    Phase phase,
    List<String> reasons,
    Double seconds,
    String language,
    String note,
    String tool,
    int round,
    Instant at) {

  public ExpertLabel {
    reasons = List.copyOf(reasons);
  }

  /** 1, 0, or null if undecided. */
  public Integer label() {
    return answer.label();
  }
}
