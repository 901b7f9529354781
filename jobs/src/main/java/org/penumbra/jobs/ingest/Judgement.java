package org.penumbra.jobs.ingest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.penumbra.label.Answer;
import org.penumbra.label.Consensus;
import org.penumbra.label.ConsensusLabel;
import org.penumbra.label.DawidSkene;
import org.penumbra.label.ExpertLabel;
import org.penumbra.label.Phase;
import org.penumbra.settings.LabelSettings;

/** One label per item as the settings want it, and which items are contested. */
public final class Judgement {

  private final LabelSettings settings;
  private final List<ExpertLabel> earlier;
  private final String guidelineVersion;

  /**
   * @param earlier labels of earlier rounds; those of other guideline versions are left out
   */
  public Judgement(
      LabelSettings settings, Collection<ExpertLabel> earlier, String guidelineVersion) {
    this.settings = settings;
    this.earlier = List.copyOf(earlier);
    this.guidelineVersion = guidelineVersion;
  }

  /** How likely each item is positive, by how its raters answer in all rounds. */
  public DawidSkene fit(Collection<ExpertLabel> labels) {
    List<ExpertLabel> all = new ArrayList<>(earlier);
    all.addAll(labels);
    SortedMap<String, SortedMap<String, Answer>> answers = new TreeMap<>();
    all.stream()
        .filter(label -> label.phase() == Phase.FIRST)
        .filter(label -> label.guidelineVersion().equals(guidelineVersion))
        .forEach(
            label ->
                answers
                    .computeIfAbsent(label.itemId(), item -> new TreeMap<>())
                    .put(label.rater(), label.answer()));
    return DawidSkene.of(answers);
  }

  /** The consensus of every answered item, by item id. */
  public List<ConsensusLabel> consensus(Collection<ExpertLabel> labels) {
    return weighs() ? Consensus.weighed(labels, fit(labels)) : Consensus.of(labels);
  }

  /** Items that first answers give no label, or one that is not likely enough. */
  public List<String> contested(Collection<ExpertLabel> labels) {
    List<ExpertLabel> first =
        labels.stream().filter(label -> label.phase() == Phase.FIRST).toList();
    SortedMap<String, Double> posterior = fit(labels).posterior();
    return consensus(first).stream()
        .filter(
            item -> item.label() == null || (weighs() && doubtful(posterior.get(item.itemId()))))
        .map(ConsensusLabel::itemId)
        .toList();
  }

  private boolean doubtful(Double positive) {
    return positive == null || Math.max(positive, 1 - positive) < settings.minPosterior();
  }

  private boolean weighs() {
    return settings.consensus() == LabelSettings.ConsensusKind.DAWID_SKENE;
  }
}
