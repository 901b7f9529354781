package org.penumbra.jobs.label;

import org.penumbra.Errors;
import org.penumbra.jobs.state.StageId;
import org.penumbra.policy.Policy;

/** The guideline a run's batches are asked under; answers under two do not add up. */
public final class Guideline {

  private Guideline() {}

  /**
   * Makes sure that an item was asked about under the guideline the policy has now.
   *
   * @param asked the version the item's batch bears
   * @throws org.penumbra.UserException if it was another
   */
  public static void require(Policy policy, StageId stage, String asked) {
    if (!asked.equals(policy.guidelineVersion())) {
      throw Errors.guidelineChanged(stage.stage(), stage.round(), asked, policy.guidelineVersion());
    }
  }
}
