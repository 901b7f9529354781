package org.penumbra.label;

import java.time.Instant;
import java.util.Set;

/**
 * What labels were asked for.
 *
 * @param policyId the policy asked about
 * @param guidelineVersion the guideline the raters were given
 * @param round the round, from 1
 * @param itemIds the batch
 * @param calibrationIds items with known answers, which are asked for calibration alone
 * @param receivedAt stands for the time of an answer whose file does not say it
 */
public record LabelBatch(
    String policyId,
    String guidelineVersion,
    int round,
    Set<String> itemIds,
    Set<String> calibrationIds,
    Instant receivedAt) {

  public LabelBatch {
    itemIds = Set.copyOf(itemIds);
    calibrationIds = Set.copyOf(calibrationIds);
  }
}
