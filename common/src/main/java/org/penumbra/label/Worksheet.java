package org.penumbra.label;

import java.util.List;
import org.penumbra.policy.Policy;

/**
 * What one rater is asked in a round.
 *
 * @param policy the question, with its definition, reasons and examples
 * @param round from 1
 * @param rater a pseudonym
 * @param seed of the order in which the tasks stand, recorded for whoever must repeat it
 * @param tasks in the order in which they are to be shown
 */
public record Worksheet(Policy policy, int round, String rater, long seed, List<Task> tasks) {

  public Worksheet {
    tasks = List.copyOf(tasks);
  }
}
