package org.penumbra.jobs.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.penumbra.StableHash;
import org.penumbra.select.AssumedRates;
import org.penumbra.triage.SampleDesign;

/**
 * Draws from scored candidates, by hash, what triage is distilled from and what its cut is set by,
 * disjoint.
 *
 * @param distil texts to distil from
 * @param band texts to set the cut by
 * @param prevalence assumed share of positives, in (0, 1)
 * @param recall that is wanted, in (0, 1)
 * @param seed of the draw
 */
record TriageSample(int distil, int band, double prevalence, double recall, long seed) {

  /** Edges of the strata, as quantiles of the candidates' scores. */
  private static final double[] EDGES = {0.5, 0.8, 0.95, 0.99};

  /** The first stratum that the first tier will keep, most likely. */
  private static final int KEPT = 2;

  private static final String PURPOSE = "distil";

  /**
   * Both stratified by score, see {@link SampleDesign}: positives are rare.
   *
   * @param texts candidates, distinct
   * @param scores beside them
   * @param share of the corpus that the candidates are
   */
  List<SampledText> stratified(List<String> texts, List<Double> scores, double share) {
    List<List<Integer>> strata = strata(texts, scores);
    int[] toDistil =
        SampleDesign.forPositives(design(strata, (double) distil / (distil + band)), distil);
    int[] toBand =
        SampleDesign.forRecall(design(strata, (double) band / (distil + band)), recall, band);
    List<SampledText> sample = new ArrayList<>();
    for (int i = 0; i < toBand.length; i++) {
      sample.addAll(drawn(strata.get(i), toDistil[i], toBand[i], texts, scores, share));
    }
    return sample;
  }

  /** All candidates, parted by chance as the two sizes are. */
  List<SampledText> whole(List<String> texts, List<Double> scores, double share) {
    List<Integer> all = IntStream.range(0, texts.size()).boxed().toList();
    int toBand = (int) ((long) texts.size() * band / (distil + band));
    return drawn(all, texts.size() - toBand, toBand, texts, scores, share);
  }

  private static List<List<Integer>> strata(List<String> texts, List<Double> scores) {
    List<Integer> ranked =
        IntStream.range(0, texts.size())
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> scores.get(i)).thenComparing(texts::get))
            .toList();
    List<List<Integer>> strata = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= EDGES.length; i++) {
      int to = i == EDGES.length ? ranked.size() : (int) (EDGES[i] * ranked.size());
      strata.add(ranked.subList(from, to));
      from = to;
    }
    return strata;
  }

  /** The strata, each with the share of its texts that one of the two draws may take. */
  private List<SampleDesign.Stratum> design(List<List<Integer>> strata, double share) {
    double[] rates = AssumedRates.perBand(EDGES, prevalence);
    return IntStream.range(0, rates.length)
        .mapToObj(
            i ->
                new SampleDesign.Stratum(
                    (long) (share * strata.get(i).size()), rates[i], i >= KEPT))
        .toList();
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
