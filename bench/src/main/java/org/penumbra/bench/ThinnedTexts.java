package org.penumbra.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.penumbra.triage.Answered;

/**
 * A corpus without end that is made of some texts: a stated share of it are the positives among
 * them, each as often as any other, the rest the negatives. So positives are as rare as wanted
 * although none is thrown away, samples are draws with replacement, and what is true of the corpus
 * is known exactly.
 */
final class ThinnedTexts {

  private final int[] members;
  private final double[] shares;

  /**
   * @param members numbers of the texts
   * @param positive whether each of all texts is
   * @param prevalence share of positives in the corpus
   */
  ThinnedTexts(List<Integer> members, List<Boolean> positive, double prevalence) {
    this.members = members.stream().mapToInt(Integer::intValue).toArray();
    this.shares = new double[this.members.length];
    long positives = members.stream().filter(positive::get).count();
    for (int i = 0; i < shares.length; i++) {
      shares[i] =
          positive.get(this.members[i])
              ? prevalence / positives
              : (1 - prevalence) / (shares.length - positives);
    }
  }

  int[] members() {
    return members;
  }

  /** The share of the corpus that some texts are. */
  double share(IntPredicate which) {
    double sum = 0;
    for (int i = 0; i < members.length; i++) {
      sum += which.test(members[i]) ? shares[i] : 0;
    }
    return sum;
  }

  /**
   * Strata of a score.
   *
   * @param score of each text
   * @param quantiles of the corpus at which strata end, ascending
   */
  List<Stratum> strata(IntToDoubleFunction score, double[] quantiles) {
    Integer[] order = new Integer[members.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    Arrays.sort(
        order,
        Comparator.comparingDouble((Integer i) -> score.applyAsDouble(members[i]))
            .thenComparing(Comparator.naturalOrder()));
    List<Stratum> strata = new ArrayList<>();
    Stratum current = new Stratum();
    double below = 0;
    for (int i : order) {
      if (strata.size() < quantiles.length && below >= quantiles[strata.size()]) {
        strata.add(current);
        current = new Stratum();
      }
      current.add(members[i], shares[i]);
      below += shares[i];
    }
    strata.add(current);
    return strata;
  }

  /** The least score with at least a share {@code q} of the corpus below it. */
  double quantile(IntToDoubleFunction score, double q) {
    return score.applyAsDouble(strata(score, new double[] {q}).get(1).texts.get(0));
  }

  /** Some of the corpus's texts. */
  static final class Stratum {

    private final List<Integer> texts = new ArrayList<>();
    private final List<Double> cumulative = new ArrayList<>();

    private void add(int text, double share) {
      texts.add(text);
      cumulative.add(share() + share);
    }

    /** The share of the corpus it is. */
    double share() {
      return cumulative.isEmpty() ? 0 : cumulative.get(cumulative.size() - 1);
    }

    /** The stratum's texts for which something holds. */
    Stratum where(IntPredicate which) {
      Stratum part = new Stratum();
      for (int i = 0; i < texts.size(); i++) {
        if (which.test(texts.get(i))) {
          part.add(texts.get(i), cumulative.get(i) - (i == 0 ? 0 : cumulative.get(i - 1)));
        }
      }
      return part;
    }

    /** So many draws from it. */
    int[] draw(int count, SplittableRandom random) {
      int[] drawn = new int[count];
      for (int k = 0; k < count; k++) {
        double place = random.nextDouble() * share();
        int found = Collections.binarySearch(cumulative, place);
        drawn[k] = texts.get(Math.min(texts.size() - 1, found < 0 ? -found - 1 : found + 1));
      }
      return drawn;
    }
  }

  /** A text drawn, and how likely that was in a corpus of so many rows. */
  record Drawn(int text, double inclusionProbability) {

    Answered answered(boolean positive) {
      return new Answered(positive, inclusionProbability, 1);
    }
  }
}
