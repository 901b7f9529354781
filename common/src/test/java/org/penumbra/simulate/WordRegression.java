package org.penumbra.simulate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Logistic regression on the words of a text, each counted once, without order. Fitted by dual
 * coordinate descent (Yu, Huang, Lin 2011, Machine Learning 85, section 3).
 */
final class WordRegression {

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}_']+");
  private static final int PASSES = 25;
  private static final int NEWTON_STEPS = 4;
  private static final double TIE = 1e-9;

  private final Map<String, Integer> vocabulary = new HashMap<>();
  private final double cost;
  private double[] weights = {};

  /** A large cost follows the training ads closely; a small one shrinks the weights. */
  WordRegression(double cost) {
    this.cost = cost;
  }

  void fit(List<Ad> ads) {
    int[][] words = ads.stream().map(ad -> learn(ad.text())).toArray(int[][]::new);
    double[] alphas = new double[words.length];
    Arrays.fill(alphas, Math.min(.001 * cost, 1e-8));
    weights = new double[vocabulary.size()];
    for (int i = 0; i < words.length; i++) {
      move(words[i], sign(ads.get(i)) * alphas[i]);
    }
    for (int pass = 0; pass < PASSES; pass++) {
      for (int i = 0; i < words.length; i++) {
        double next = step(alphas[i], words[i], sign(ads.get(i)));
        move(words[i], sign(ads.get(i)) * (next - alphas[i]));
        alphas[i] = next;
      }
    }
  }

  /** The kappa with the truth at the best threshold in hindsight. */
  double bestKappa(List<Ad> ads) {
    double[] scores = ads.stream().mapToDouble(this::score).toArray();
    List<Integer> ranked =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores[i]))
            .toList();
    long positives = ads.stream().mapToLong(Ad::truth).sum();
    double best = 0;
    long found = 0;
    for (int called = 1; called < scores.length; called++) {
      found += ads.get(ranked.get(called - 1)).truth();
      if (scores[ranked.get(called - 1)] - scores[ranked.get(called)] > TIE) {
        best = Math.max(best, TwoRaterKappa.of(found, called, positives, scores.length));
      }
    }
    return best;
  }

  private double step(double alpha, int[] words, int sign) {
    double margin = sign * dot(words);
    double next = alpha;
    for (int i = 0; i < NEWTON_STEPS; i++) {
      double slope = margin + (next - alpha) * words.length + Math.log(next / (cost - next));
      double curvature = words.length + cost / (next * (cost - next));
      double wanted = next - slope / curvature;
      next = wanted <= 0 ? next / 10 : wanted >= cost ? cost - (cost - next) / 10 : wanted;
    }
    return next;
  }

  private double score(Ad ad) {
    return dot(
        words(ad.text()).map(vocabulary::get).filter(Objects::nonNull).mapToInt(w -> w).toArray());
  }

  private int[] learn(String text) {
    return words(text)
        .mapToInt(word -> vocabulary.computeIfAbsent(word, w -> vocabulary.size()))
        .toArray();
  }

  private static Stream<String> words(String text) {
    return NO_WORD
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(w -> !w.isEmpty())
        .distinct();
  }

  private double dot(int[] words) {
    double sum = 0;
    for (int word : words) {
      sum += weights[word];
    }
    return sum;
  }

  private void move(int[] words, double amount) {
    for (int word : words) {
      weights[word] += amount;
    }
  }

  private static int sign(Ad ad) {
    return ad.truth() == 1 ? 1 : -1;
  }
}
