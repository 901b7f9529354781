package org.penumbra.split;

import java.util.Locale;

/** Where a split puts an item, for good. */
public enum Side {
  /** Evaluation only. */
  EVAL,
  /** Fine-tuning only. */
  SFT,
  /** Neither: the item would link both sides. */
  QUARANTINED;

  /** The name in datasets. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
