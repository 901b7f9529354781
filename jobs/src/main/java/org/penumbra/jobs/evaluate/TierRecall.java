package org.penumbra.jobs.evaluate;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.penumbra.jobs.data.LabelledItems;
import org.penumbra.triage.Answered;
import org.penumbra.triage.Audited;
import org.penumbra.triage.RecallCertificate;

/** What the experts' labels of the audit sample say of the recall of a cascade's tiers. */
public final class TierRecall {

  private static final double LEVEL = 0.95;

  private final SortedMap<String, LabelledItems.AuditItem> audit;
  private final Map<String, Integer> consensus;

  /**
   * @param audit the audit sample
   * @param consensus 0 or 1 of every decided item, in the sample or not
   */
  public TierRecall(
      SortedMap<String, LabelledItems.AuditItem> audit, Map<String, Integer> consensus) {
    this.audit = audit;
    this.consensus = consensus;
  }

  /** The labelled audit items. */
  public Set<String> labelled() {
    Set<String> items = new TreeSet<>(audit.keySet());
    items.retainAll(consensus.keySet());
    return items;
  }

  /**
   * The recall; nothing where there was no cascade, or none of what it dropped was labelled.
   *
   * @param droppedBy of the labelled audit items, what would have dropped them; null for none
   * @param words what the model of words is called there
   * @param target recall that is to be certified
   */
  public Optional<RecallCertificate> certify(
      Map<String, String> droppedBy, String words, double target) {
    if (!droppedBy.containsValue(words)) {
      return Optional.empty();
    }
    Audited kept = Audited.nothing();
    Audited dropped = Audited.nothing();
    double keptRows = 0;
    double droppedRows = 0;
    for (String item : labelled()) {
      double chance = audit.get(item).inclusionProbability();
      Answered answer = new Answered(consensus.get(item) == 1, chance, 1);
      if (droppedBy.get(item) == null) {
        kept = kept.and(answer, 1);
        keptRows += 1 / chance;
      } else {
        dropped = dropped.and(answer, 1);
        droppedRows += 1 / chance;
      }
    }
    return Optional.of(
        RecallCertificate.of(
            kept, dropped, Math.round(keptRows), Math.round(droppedRows), target, LEVEL));
  }
}
