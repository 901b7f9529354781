package org.penumbra.label;

import java.util.Collection;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The rules a round may go by. */
public enum ConsensusMethod implements ConsensusRule {
  /** The majority of the decided answers; see {@link Consensus}. */
  MAJORITY {
    @Override
    public SortedMap<String, Answer> of(Collection<ExpertLabel> labels, Consumer<String> cautions) {
      SortedMap<String, Answer> consensus = new TreeMap<>();
      Consensus.of(labels).forEach(item -> put(consensus, item.itemId(), item.label()));
      return consensus;
    }
  },
  /** First answers, each rater weighed by how they answer; see {@link DawidSkene}. */
  DAWID_SKENE {
    @Override
    public SortedMap<String, Answer> of(Collection<ExpertLabel> labels, Consumer<String> cautions) {
      DawidSkene fit = DawidSkene.ofFirstAnswers(labels);
      fit.caution().ifPresent(cautions);
      SortedMap<String, Answer> consensus = new TreeMap<>();
      fit.posterior().keySet().forEach(item -> put(consensus, item, fit.label(item)));
      return consensus;
    }
  };

  @Override
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void put(SortedMap<String, Answer> consensus, String item, Integer label) {
    if (label != null) {
      consensus.put(item, label == 1 ? Answer.POSITIVE : Answer.NEGATIVE);
    }
  }
}
