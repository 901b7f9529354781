package org.penumbra.jobs.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.penumbra.StableHash;

/**
 * Draws from scored candidates, by hash, what triage is distilled from and what its cut is set by,
 * disjoint.
 *
 * @param distil texts to distil from
 * @param band texts to set the cut by
 * @param seed of the draw
 */
record TriageSample(int distil, int band, long seed) {

  /** Where strata end, as shares of the candidates from the highest score down. */
  private static final double[] ENDS = {0.01, 0.05, 0.2, 0.5, 1};

  private static final String PURPOSE = "distil";

  /**
   * Both stratified by score, so that positives, which are rare, are well among them. Each stratum
   * gives as many, as far as it can; what one lacks the lower ones give.
   *
   * @param texts candidates, distinct
   * @param scores beside them
   * @param share of the corpus that the candidates are
   */
  List<SampledText> stratified(List<String> texts, List<Double> scores, double share) {
    List<Integer> ranked =
        IntStream.range(0, texts.size())
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer i) -> -scores.get(i)).thenComparing(texts::get))
            .toList();
    List<SampledText> sample = new ArrayList<>();
    int distilLeft = distil;
    int bandLeft = band;
    int from = 0;
    for (int stratum = 0; stratum < ENDS.length; stratum++) {
      int to = (int) Math.round(ENDS[stratum] * ranked.size());
      List<Integer> members = ranked.subList(from, to);
      int open = ENDS.length - stratum;
      int most = (int) ((long) members.size() * distil / (distil + band));
      int toDistil = Math.min(most, (distilLeft + open - 1) / open);
      int toBand = Math.min(members.size() - toDistil, (bandLeft + open - 1) / open);
      sample.addAll(drawn(members, toDistil, toBand, texts, scores, share));
      distilLeft -= toDistil;
      bandLeft -= toBand;
      from = to;
    }
    return sample;
  }

  /** All candidates, parted by chance as the two sizes are. */
  List<SampledText> whole(List<String> texts, List<Double> scores, double share) {
    List<Integer> all = IntStream.range(0, texts.size()).boxed().toList();
    int toBand = (int) ((long) texts.size() * band / (distil + band));
    return drawn(all, texts.size() - toBand, toBand, texts, scores, share);
  }

  private List<SampledText> drawn(
      List<Integer> members,
      int toDistil,
      int toBand,
      List<String> texts,
      List<Double> scores,
      double share) {
    List<Integer> order =
        members.stream()
            .sorted(
                Comparator.comparingLong(
                    (Integer i) -> StableHash.bits(seed, PURPOSE, texts.get(i))))
            .toList();
    List<SampledText> sample = new ArrayList<>();
    for (int place = 0; place < toDistil + toBand; place++) {
      int i = order.get(place);
      boolean ofBand = place >= toDistil;
      double chance = (double) (ofBand ? toBand : toDistil) / members.size();
      sample.add(new SampledText(texts.get(i), scores.get(i), share * chance, ofBand));
    }
    return sample;
  }
}
