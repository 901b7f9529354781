package org.penumbra.label;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Consensus that weighs each rater by how they answer (Dawid and Skene 1979, "Maximum likelihood
 * estimation of observer error-rates using the EM algorithm", Applied Statistics 28(1), p. 20-28).
 * An item is positive or negative; a rater answers positive, negative or unsure, each with a
 * probability that depends on what the item is. An invalid answer is none.
 *
 * <p>Smoothing: the prevalence is taken as if one more positive and one more negative item had been
 * seen; each rater's row of the confusion matrix as if they had given one more answer, spread as
 * all raters' answers to such items are; and that spread as if each answer had been given once
 * more. So nobody is certain, and a rater of few items is taken for an average one. The start is
 * each item's share of positive answers (unsure counts half), sums run in sorted order, and no
 * chance is involved. One rater alone cannot be judged: their own answers come back. Two can hardly
 * be; three or more are wanted.
 *
 * @param prevalence share of positive items, 0 to 1
 * @param posterior by item id, the probability that it is positive; items with an answer only
 * @param raters by pseudonym
 * @param iterations that were run
 * @param converged whether the posteriors came to rest before the last allowed one
 */
public record DawidSkene(
    double prevalence,
    SortedMap<String, Double> posterior,
    SortedMap<String, Rates> raters,
    int iterations,
    boolean converged) {

  /**
   * How a rater answers. The rest to 1 is the probability of the opposite answer.
   *
   * @param answers that entered
   * @param positiveIfPositive probability of "positive" to a positive item (sensitivity)
   * @param unsureIfPositive probability of "unsure" to a positive item
   * @param negativeIfNegative probability of "negative" to a negative item (specificity)
   * @param unsureIfNegative probability of "unsure" to a negative item
   */
  public record Rates(
      long answers,
      double positiveIfPositive,
      double unsureIfPositive,
      double negativeIfNegative,
      double unsureIfNegative) {}

  private static final int MOST_ITERATIONS = 2000;
  private static final double AT_REST = 1e-9;
  private static final int NEGATIVE = 0;
  private static final int POSITIVE = 1;
  private static final int UNSURE = 2;

  public DawidSkene {
    posterior = Collections.unmodifiableSortedMap(new TreeMap<>(posterior));
    raters = Collections.unmodifiableSortedMap(new TreeMap<>(raters));
  }

  /**
   * Fits the model.
   *
   * @param answers by item id, then by rater
   */
  public static DawidSkene of(Map<String, ? extends Map<String, Answer>> answers) {
    return new Fit(answers, Map.of()).run();
  }

  /**
   * Fits the model where one item stands for all that got the same answers.
   *
   * @param answers by item id, then by rater
   * @param alike by item id, how many it stands for, at least 1
   */
  public static DawidSkene of(
      Map<String, ? extends Map<String, Answer>> answers, Map<String, Long> alike) {
    return new Fit(answers, alike).run();
  }

  /** Fits the model to the first answers among some labels, which follow one guideline version. */
  public static DawidSkene ofFirstAnswers(Collection<ExpertLabel> labels) {
    SortedMap<String, SortedMap<String, Answer>> answers = new TreeMap<>();
    labels.stream()
        .filter(label -> label.phase() == Phase.FIRST)
        .forEach(
            label ->
                answers
                    .computeIfAbsent(label.itemId(), item -> new TreeMap<>())
                    .put(label.rater(), label.answer()));
    return of(answers);
  }

  /** What must be said of the fit, if anything. */
  public Optional<String> caution() {
    return converged
        ? Optional.empty()
        : Optional.of(
            "Dawid-Skene did not come to rest in "
                + iterations
                + " iterations, so its consensus is not the likeliest: raters with few items, or two"
                + " alone, can hardly be weighed; consensus majority needs no weights");
  }

  /** 1 or 0, whichever is likelier; null where neither is or the item has no answer. */
  public Integer label(String itemId) {
    double probability = posterior.getOrDefault(itemId, 0.5);
    return probability == 0.5 ? null : Integer.valueOf(probability > 0.5 ? 1 : 0);
  }

  private static final class Fit {

    private final List<String> items = new ArrayList<>();
    private final List<String> raters;
    private final List<int[]> answering = new ArrayList<>();
    private final List<int[]> given = new ArrayList<>();
    private final double[] alike;
    private final double[] posterior;
    private final double[][][] rates;
    private double prevalence;

    Fit(Map<String, ? extends Map<String, Answer>> answers, Map<String, Long> alike) {
      TreeSet<String> names = new TreeSet<>();
      answers.values().forEach(ofItem -> names.addAll(ofItem.keySet()));
      this.raters = List.copyOf(names);
      new TreeMap<String, Map<String, Answer>>(answers)
          .forEach((item, ofItem) -> add(item, new TreeMap<>(ofItem)));
      this.alike = items.stream().mapToDouble(item -> alike.getOrDefault(item, 1L)).toArray();
      this.posterior = given.stream().mapToDouble(codes -> start(codes)).toArray();
      this.rates = new double[raters.size()][2][3];
    }

    private void add(String item, SortedMap<String, Answer> answers) {
      answers.values().removeIf(answer -> answer == Answer.INVALID);
      if (!answers.isEmpty()) {
        items.add(item);
        answering.add(
            answers.keySet().stream()
                .mapToInt(rater -> Collections.binarySearch(raters, rater))
                .toArray());
        given.add(answers.values().stream().mapToInt(answer -> code(answer)).toArray());
      }
    }

    DawidSkene run() {
      maximise();
      int iterations = 0;
      boolean moving = raters.size() > 1;
      while (moving && iterations < MOST_ITERATIONS) {
        moving = expect() > AT_REST;
        maximise();
        iterations++;
      }
      SortedMap<String, Double> byItem = new TreeMap<>();
      for (int i = 0; i < items.size(); i++) {
        byItem.put(items.get(i), posterior[i]);
      }
      return new DawidSkene(prevalence, byItem, ratesByRater(), iterations, !moving);
    }

    /** The raters' rates and the prevalence from the items' posteriors. */
    private void maximise() {
      double[][] pooled = {{1, 1, 1}, {1, 1, 1}};
      double positives = 1;
      for (double[][] rater : rates) {
        Arrays.fill(rater[NEGATIVE], 0);
        Arrays.fill(rater[POSITIVE], 0);
      }
      for (int i = 0; i < posterior.length; i++) {
        positives += alike[i] * posterior[i];
        for (int a = 0; a < given.get(i).length; a++) {
          int answer = given.get(i)[a];
          double[][] rater = rates[answering.get(i)[a]];
          rater[POSITIVE][answer] += alike[i] * posterior[i];
          rater[NEGATIVE][answer] += alike[i] * (1 - posterior[i]);
          pooled[POSITIVE][answer] += alike[i] * posterior[i];
          pooled[NEGATIVE][answer] += alike[i] * (1 - posterior[i]);
        }
      }
      prevalence = positives / (Arrays.stream(alike).sum() + 2);
      for (int truth = NEGATIVE; truth <= POSITIVE; truth++) {
        double all = Arrays.stream(pooled[truth]).sum();
        for (double[][] rater : rates) {
          double own = Arrays.stream(rater[truth]).sum();
          for (int answer = 0; answer < rater[truth].length; answer++) {
            rater[truth][answer] = (rater[truth][answer] + pooled[truth][answer] / all) / (own + 1);
          }
        }
      }
    }

    /** The items' posteriors from the rates; how far the furthest moved. */
    private double expect() {
      double furthest = 0;
      for (int i = 0; i < posterior.length; i++) {
        double logOdds = Math.log(prevalence) - Math.log(1 - prevalence);
        for (int a = 0; a < given.get(i).length; a++) {
          double[][] rater = rates[answering.get(i)[a]];
          int answer = given.get(i)[a];
          logOdds += Math.log(rater[POSITIVE][answer]) - Math.log(rater[NEGATIVE][answer]);
        }
        double moved = 1 / (1 + Math.exp(-logOdds));
        furthest = Math.max(furthest, Math.abs(moved - posterior[i]));
        posterior[i] = moved;
      }
      return furthest;
    }

    private SortedMap<String, Rates> ratesByRater() {
      long[] answers = new long[raters.size()];
      for (int i = 0; i < alike.length; i++) {
        for (int rater : answering.get(i)) {
          answers[rater] += (long) alike[i];
        }
      }
      SortedMap<String, Rates> byRater = new TreeMap<>();
      for (int r = 0; r < rates.length; r++) {
        double[][] rater = rates[r];
        byRater.put(
            raters.get(r),
            new Rates(
                answers[r],
                rater[POSITIVE][POSITIVE],
                rater[POSITIVE][UNSURE],
                rater[NEGATIVE][NEGATIVE],
                rater[NEGATIVE][UNSURE]));
      }
      return byRater;
    }

    private static double start(int[] codes) {
      return Arrays.stream(codes)
          .mapToDouble(code -> code == UNSURE ? 0.5 : code)
          .average()
          .orElse(0.5);
    }

    private static int code(Answer answer) {
      return switch (answer) {
        case NEGATIVE -> NEGATIVE;
        case POSITIVE -> POSITIVE;
        case UNSURE, INVALID -> UNSURE;
      };
    }
  }
}
