package org.penumbra.jobs.ingest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.penumbra.label.Consensus;
import org.penumbra.label.ConsensusLabel;
import org.penumbra.label.ConsensusMethod;
import org.penumbra.label.DawidSkene;
import org.penumbra.label.ExpertLabel;
import org.penumbra.label.Phase;
import org.penumbra.policy.Policy;
import org.penumbra.settings.LabelSettings;

/** What a round's labels come to, as the settings want it. */
public final class Judgement {

  private final LabelSettings settings;
  private final List<ExpertLabel> labels;
  private final DawidSkene fit;

  /**
   * A judgement.
   *
   * @param labels of the round
   * @param earlier labels of earlier rounds, by which raters are weighed too
   */
  public Judgement(
      LabelSettings settings, Collection<ExpertLabel> labels, Collection<ExpertLabel> earlier) {
    this.settings = settings;
    this.labels = List.copyOf(labels);
    List<ExpertLabel> all = new ArrayList<>(earlier);
    all.addAll(labels);
    this.fit = DawidSkene.ofFirstAnswers(all);
  }

  /** Of every answered item, by item id. */
  private List<ConsensusLabel> consensus() {
    return consensus(labels);
  }

  /** The labels of the answered items, by item id; null where undecided. */
  public SortedMap<String, Integer> answered() {
    SortedMap<String, Integer> answered = new TreeMap<>();
    consensus().forEach(item -> answered.put(item.itemId(), item.label()));
    return answered;
  }

  /** What must be said of the consensus, if anything. */
  public Optional<String> caution() {
    return weighs() ? fit.caution() : Optional.empty();
  }

  /** The consensus as it stands in the dataset. */
  public List<Row> rows(Policy policy) {
    List<Row> rows = new ArrayList<>();
    for (ConsensusLabel item : consensus()) {
      rows.add(
          RowFactory.create(
              policy.id(),
              policy.guidelineVersion(),
              item.itemId(),
              item.label(),
              item.positives(),
              item.negatives(),
              item.unsure(),
              item.invalid(),
              fit.posterior().get(item.itemId())));
    }
    return rows;
  }

  /** Items that first answers give no label, or one that is not likely enough. */
  public List<String> contested() {
    List<ExpertLabel> first =
        labels.stream().filter(label -> label.phase() == Phase.FIRST).toList();
    return consensus(first).stream()
        .filter(item -> item.label() == null || (weighs() && doubtful(item.itemId())))
        .map(ConsensusLabel::itemId)
        .toList();
  }

  private List<ConsensusLabel> consensus(List<ExpertLabel> some) {
    return weighs() ? Consensus.weighed(some, fit) : Consensus.of(some);
  }

  private boolean doubtful(String itemId) {
    double positive = fit.posterior().get(itemId);
    return Math.max(positive, 1 - positive) < settings.minPosterior();
  }

  private boolean weighs() {
    return settings.consensus() == ConsensusMethod.DAWID_SKENE;
  }
}
