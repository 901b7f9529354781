package org.penumbra.label.assign;

import org.penumbra.StableHash;
import org.penumbra.label.Phase;

/**
 * Names tasks, so that an answer can be traced to the question it answers whatever tool it passed
 * through: a hash, so that it tells a rater nothing, least of all that an item comes twice.
 */
public final class TaskIds {

  private final long seed;
  private final String purpose;

  public TaskIds(long seed, String policyId, String guidelineVersion, int round) {
    this.seed = seed;
    this.purpose = String.join("\n", "task", policyId, guidelineVersion, Integer.toString(round));
  }

  /** 16 hexadecimal digits. */
  public String of(String itemId, String rater, Phase phase) {
    return String.format(
        "%016x",
        StableHash.bits(seed, purpose, String.join("\n", itemId, rater, phase.wireName())));
  }
}
