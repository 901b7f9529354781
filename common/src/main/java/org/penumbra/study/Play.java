package org.penumbra.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.penumbra.Interval;
import org.penumbra.StableHash;
import org.penumbra.cluster.LloydClusterer;
import org.penumbra.pair.EmbeddedItem;
import org.penumbra.pair.Pair;
import org.penumbra.score.Calibration;
import org.penumbra.score.Threshold;
import org.penumbra.score.WeightedPercentiles;
import org.penumbra.select.Batch;
import org.penumbra.select.BatchComposer;
import org.penumbra.select.Candidate;
import org.penumbra.select.Pool;

/**
 * The loop, played once by one strategy at one table: score, compose a batch, have the experts
 * answer, train, measure; and again. Scoring, pairing, composing and training are those of a run.
 */
final class Play {

  /** Near-boundary negatives reach down to this many times the prevalence, as in a run. */
  private static final double NEGATIVE_SHARE = 10;

  private final Table table;
  private final PlayPlan plan;
  private final Contestant contestant;
  private final long seed;

  /** Made once the first labels are in: they say whether it should read the first score. */
  private Learner learner;

  private final AuditSoFar audit;
  private final Map<String, Integer> placeOf = new HashMap<>();
  private final SortedSet<Integer> asked = new TreeSet<>();
  private final List<Reading> readings = new ArrayList<>();
  private Optional<Learner.Learned> student = Optional.empty();
  private final double[] teacher;
  private double[] scores;

  /**
   * A figure of one play.
   *
   * @param labels judgements spent
   */
  record Reading(int labels, Metric metric, double value) {}

  Play(Table table, PlayPlan plan, Contestant contestant, long seed) {
    this.table = table;
    this.plan = plan;
    this.contestant = contestant;
    this.seed = seed;
    this.audit = new AuditSoFar(table, plan.assumedPrevalence(), seed);
    this.scores = table.firstScores();
    this.teacher = teacher(table, plan.assumedPrevalence());
    for (int place = 0; place < table.pool().ids().size(); place++) {
      placeOf.put(table.pool().ids().get(place), place);
    }
  }

  /**
   * The first score as a teacher's opinion: log-odds rise with those of the percentile, and are
   * even where the first cut is.
   */
  private static double[] teacher(Table table, double assumedPrevalence) {
    double[] firstScores = table.firstScores();
    WeightedPercentiles percentiles = new WeightedPercentiles(firstScores, table.pool().weights());
    Calibration opinion = new Calibration(1, Math.log(assumedPrevalence / (1 - assumedPrevalence)));
    return Arrays.stream(firstScores)
        .map(score -> opinion.probability(percentiles.of(score)))
        .toArray();
  }

  /** Plays the loop to its end. */
  List<Reading> run() {
    if (plan.coldStart() > 0) {
      ask(Contestant.coldStart(seedOf(seed, "cold start")), false, plan.coldStart());
    }
    for (int batch = 0; batch < plan.batches().length; batch++) {
      boolean opening = batch == 0 && plan.coldStart() > 0;
      ask(
          contestant.composer(opening, seedOf(seed, "batch " + batch), this::answer),
          contestant.pairs(opening),
          plan.batches()[batch]);
      measure();
    }
    return readings;
  }

  /** Draws of neighbouring numbers, and their batches, have nothing in common. */
  static long seedOf(long seed, String purpose) {
    return StableHash.bits(seed, "play", purpose);
  }

  private void ask(BatchComposer composer, boolean paired, int budget) {
    double[] probabilities = probabilities();
    Batch batch =
        composer.compose(
            pool(probabilities, paired), audit.arm(), audit.frame(probabilities), budget);
    audit.enlarged(batch.audit());
    batch.items().forEach(item -> asked.add(placeOf.get(item.itemId())));
    if (learner == null) {
      FirstLabels first = new FirstLabels(table, batch, plan.coldStart() > 0);
      boolean trusted = first.trustTheScore(this::answer);
      learner = (trusted ? plan : plan.withoutScore()).learner(table, seed);
    }
    train();
  }

  /** The student stays the last one where the answers are all alike. */
  private void train() {
    int[] items = table.draw().pool();
    Interval prevalence = audit.prevalence(this::answer);
    List<Integer> labelled = asked.stream().map(place -> items[place]).toList();
    Optional<Learner.Learned> learned = learner.train(labelled, table.roles().expert(), prevalence);
    if (learned.isPresent()) {
      student = learned;
      scores = learned.get().scores().of(items);
    }
  }

  private int answer(String id) {
    return table.roles().expert()[table.draw().pool()[placeOf.get(id)]];
  }

  private Threshold threshold() {
    return student
        .map(Learner.Learned::threshold)
        .orElseGet(
            () ->
                Threshold.assumed(
                    new WeightedPercentiles(scores, table.pool().weights()),
                    plan.assumedPrevalence()));
  }

  private double[] probabilities() {
    double[] probabilities = new double[scores.length];
    Arrays.fill(probabilities, Double.NaN);
    if (student.isPresent() && student.get().calibration().defined()) {
      Learner.Learned learned = student.get();
      Arrays.setAll(probabilities, i -> learned.probability(scores[i]));
    }
    return probabilities;
  }

  private Pool pool(double[] probabilities, boolean paired) {
    Threshold threshold = threshold();
    List<Candidate> candidates = new ArrayList<>();
    List<Candidate> issued = new ArrayList<>();
    for (int place = 0; place < scores.length; place++) {
      Candidate candidate =
          new Candidate(
              table.pool().ids().get(place),
              table.pool().vectors()[place],
              scores[place],
              audit.stratum(place),
              null,
              probabilities[place],
              teacher[place]);
      (asked.contains(place) ? issued : candidates).add(candidate);
    }
    List<Pair> pairs = paired ? pairs(threshold) : List.of();
    return new Pool(candidates, issued, Set.of(), table.examples(), pairs, threshold.cut());
  }

  private List<Pair> pairs(Threshold threshold) {
    double share = Math.min(1, NEGATIVE_SHARE * threshold.prevalence().estimate());
    double nearCut = new WeightedPercentiles(scores, table.pool().weights()).quantile(1 - share);
    List<EmbeddedItem> positives = new ArrayList<>();
    List<EmbeddedItem> negatives = new ArrayList<>();
    for (int place = 0; place < scores.length; place++) {
      EmbeddedItem item =
          new EmbeddedItem(
              table.pool().ids().get(place), table.pool().vectors()[place], scores[place]);
      if (scores[place] >= threshold.cut()) {
        positives.add(item);
      } else if (scores[place] >= nearCut) {
        negatives.add(item);
      }
    }
    return new BoundarySearch(plan.boundary(), new LloydClusterer(10), seed)
        .pairs(positives, negatives);
  }

  private void measure() {
    double[] onTest =
        student
            .map(learned -> learned.scores().of(table.draw().test()))
            .orElseGet(() -> table.first().of(table.draw().test()));
    int positives =
        (int)
            asked.stream()
                .filter(place -> table.roles().expert()[table.draw().pool()[place]] == 1)
                .count();
    Threshold threshold = threshold();
    read(Metric.KAPPA, table.test().kappa(onTest, threshold.cut()));
    read(Metric.KAPPA_TRUE_PREVALENCE, table.test().kappaAtTruePrevalence(onTest));
    read(Metric.KAPPA_BEST_CUT, table.test().bestKappa(onTest));
    read(Metric.AVERAGE_PRECISION, table.test().averagePrecision(onTest));
    read(Metric.PREVALENCE, threshold.prevalence().estimate());
    read(Metric.POSITIVES, positives);
  }

  private void read(Metric metric, double value) {
    readings.add(new Reading(asked.size(), metric, value));
  }
}
