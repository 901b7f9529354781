package org.penumbra.study;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.penumbra.StableHash;
import org.penumbra.pair.NearDuplicates;

/**
 * One draw from a corpus: positives thinned out at random until they are a given share, some taken
 * away as the policy's examples, the rest parted at random into a pool and a test set. Nothing is
 * ever chosen from the test set. Near-duplicates of examples are in neither.
 *
 * @param examples positions in the corpus of the policy's positive examples
 * @param pool positions of the pool, ascending
 * @param test positions of the test set, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // rows of numbers, shared and never written to
public record Draw(int[] examples, int[] pool, int[] test) {

  /**
   * How draws are made.
   *
   * @param prevalence share of positives in pool and test set, in (0, 1)
   * @param testShare share of the items that go to the test set, in (0, 1)
   * @param examples how many positive examples the policy has, at least 1
   * @param minPositives positives that pool and test set must hold together
   */
  public record Plan(double prevalence, double testShare, int examples, int minPositives)
      implements Serializable {}

  /** A draw; none where too few positives remain or the corpus holds too small a share of them. */
  public static Optional<Draw> of(LabelledCorpus corpus, int[] reference, Plan plan, long seed) {
    List<Integer> positives = shuffled(corpus, reference, 1, seed);
    List<Integer> negatives = shuffled(corpus, reference, 0, seed);
    long wanted = Math.round(negatives.size() * plan.prevalence() / (1 - plan.prevalence()));
    if (wanted < plan.minPositives() || wanted + plan.examples() > positives.size()) {
      return Optional.empty();
    }
    int[] examples = ints(positives.subList(0, plan.examples()));
    List<Integer> kept =
        positives.subList(plan.examples(), plan.examples() + Math.toIntExact(wanted));
    float[][] shown =
        IntStream.of(examples).mapToObj(i -> corpus.vectors()[i]).toArray(float[][]::new);
    NearDuplicates duplicates = NearDuplicates.standard();
    List<Integer> pool = new ArrayList<>();
    List<Integer> test = new ArrayList<>();
    for (List<Integer> ofOneLabel : List.of(kept, negatives)) {
      int tested = (int) Math.round(plan.testShare() * ofOneLabel.size());
      for (int i = 0; i < ofOneLabel.size(); i++) {
        int item = ofOneLabel.get(i);
        if (!duplicates.nearAny(corpus.vectors()[item], Arrays.asList(shown))) {
          (i < tested ? test : pool).add(item);
        }
      }
    }
    return Optional.of(new Draw(examples, sorted(pool), sorted(test)));
  }

  private static List<Integer> shuffled(
      LabelledCorpus corpus, int[] reference, int label, long seed) {
    long[] places = new long[corpus.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = StableHash.bits(seed, "draw", corpus.ids().get(i));
    }
    return IntStream.range(0, corpus.size())
        .filter(i -> reference[i] == label)
        .boxed()
        .sorted(Comparator.comparingLong((Integer i) -> places[i]).thenComparing(i -> i))
        .toList();
  }

  private static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] sorted(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).sorted().toArray();
  }
}
