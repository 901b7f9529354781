package org.penumbra.label;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * An item is positive once a share of its decided first answers is: under one half, few raters who
 * see a violation outweigh many who see none.
 *
 * @param least the share, above 0, at most 1
 */
public record PositiveShare(double least) implements ConsensusRule {

  @Override
  public SortedMap<String, Answer> of(Collection<ExpertLabel> labels, Consumer<String> cautions) {
    SortedMap<String, Answer> consensus = new TreeMap<>();
    for (ConsensusLabel item : Consensus.of(labels)) {
      int decided = item.positives() + item.negatives();
      if (decided > 0) {
        boolean positive = item.positives() >= least * decided;
        consensus.put(item.itemId(), positive ? Answer.POSITIVE : Answer.NEGATIVE);
      }
    }
    return consensus;
  }

  @Override
  public String wireName() {
    return Double.toString(least);
  }
}
