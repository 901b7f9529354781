package org.penumbra.agree;

import java.util.Objects;
import org.penumbra.label.Answer;

/**
 * One rater's blind first answer, ready for agreement.
 *
 * @param itemId the item
 * @param group what is drawn together with it in a bootstrap
 * @param rater who answered
 * @param answer what they answered
 * @param weight the item's design weight (1 / inclusion probability), over 0; 1 for a curated item
 */
public record Rating(String itemId, String group, String rater, Answer answer, double weight) {

  public Rating {
    Objects.requireNonNull(itemId, "itemId");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(rater, "rater");
    Objects.requireNonNull(answer, "answer");
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(
          "The weight of item " + itemId + " must be over 0 and finite, not " + weight);
    }
  }
}
