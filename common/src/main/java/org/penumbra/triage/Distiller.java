package org.penumbra.triage;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Makes a triage of a teacher's answers: the model from one sample, its cut from another.
 *
 * @param trainer of the model
 * @param recall share of positives to keep, in (0, 1)
 * @param confidence with which it is kept, in (0, 1)
 * @param maxKept share of the corpus to keep at most, texts of one score aside, in [0, 1], whatever
 *     the recall
 */
public record Distiller(TriageTrainer trainer, double recall, double confidence, double maxKept) {

  /** Share of what is dropped that are near misses: the highest scores. */
  private static final double NEAR_SHARE = 0.25;

  /**
   * What came out.
   *
   * @param triage null where nothing may be dropped
   * @param band what the sample says of recall
   * @param kept share of the corpus that is kept, by the band's sample
   */
  public record Distilled(Triage triage, TriageBand band, double kept) {

    /** Whether the cut is the band's, with the recall that was asked for. */
    public boolean asCertified() {
      return triage == null || triage.cut() == band.cut();
    }

    /** How it came out, in a sentence. */
    public String sentence() {
      if (triage == null) {
        return "Triage drops nothing. " + band.sentence();
      }
      return String.format(
          Locale.ROOT,
          "Triage keeps about %.1f %% of the corpus%s",
          100 * kept,
          asCertified()
              ? ". " + band.sentence()
              : ", the most it may, and not the recall that is asked for. " + band.sentence());
    }
  }

  /**
   * Distils.
   *
   * @param texts to learn from
   * @param targets the teacher's scores beside them, in [0, 1]
   * @param sample to set the cut by, a probability sample of the corpus; none of the texts above
   */
  public Distilled distil(List<String> texts, double[] targets, List<BandText> sample) {
    double[] alike = new double[targets.length];
    Arrays.fill(alike, 1);
    TriageModel model = trainer.train(texts, targets, alike);
    TriageScorer scorer = model.scorer();
    List<BandItem> items =
        sample.stream()
            .map(each -> new BandItem(scorer.score(each.text()), each.answer()))
            .sorted(Comparator.comparingDouble(BandItem::score))
            .toList();
    TriageBand band = TriageBand.cut(items, recall, confidence);
    double cut = Math.max(band.cut(), quantile(items, 1 - maxKept));
    if (Double.isInfinite(cut)) {
      return new Distilled(null, band, 1);
    }
    double dropped = shareBelow(items, cut);
    double nearCut = quantile(items, dropped * (1 - NEAR_SHARE));
    return new Distilled(new Triage(model, cut, nearCut), band, 1 - dropped);
  }

  /** The score below which a share of the corpus lies; negative infinity for none of it. */
  private static double quantile(List<BandItem> ascending, double share) {
    if (share <= 0) {
      return Double.NEGATIVE_INFINITY;
    }
    double wanted = share * weight(ascending);
    double below = 0;
    for (BandItem item : ascending) {
      below += item.answer().weight();
      if (below >= wanted) {
        return item.score();
      }
    }
    return Double.NEGATIVE_INFINITY;
  }

  private static double shareBelow(List<BandItem> ascending, double cut) {
    return weight(ascending.stream().filter(item -> item.score() < cut).toList())
        / weight(ascending);
  }

  private static double weight(List<BandItem> items) {
    return items.stream().mapToDouble(item -> item.answer().weight()).sum();
  }
}
