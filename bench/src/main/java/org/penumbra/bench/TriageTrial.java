package org.penumbra.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.penumbra.embed.Vectors;
import org.penumbra.score.FewShotDirection;
import org.penumbra.select.AssumedRates;
import org.penumbra.select.Strata;
import org.penumbra.student.HeadModel;
import org.penumbra.student.LinearHeadTrainer;
import org.penumbra.student.PoolSample;
import org.penumbra.student.Standardiser;
import org.penumbra.student.TrainingSet;
import org.penumbra.triage.SampleDesign;
import org.penumbra.triage.TriageScorer;
import org.penumbra.triage.TriageTrainer;

/**
 * One division of the texts: from one half both tiers are taught, on the other they are judged. A
 * score per text, for each way to build the tiers.
 */
final class TriageTrial {

  static final String ANSWERS = "words, from answers alone";
  static final String WORDS = "words, in two steps";
  static final String EMBEDDINGS = "embeddings";

  /** Calls of the language model whose answers are distilled. */
  static final int DISTILLED = 5000;

  /** The first of them, drawn by the few-shot score; the rest by what they have taught. */
  private static final int PILOT = 1500;

  /** Rows of the corpus that samples are drawn from; only that they are many matters. */
  static final long ROWS = 1_000_000_000L;

  private static final int EXAMPLES = 8;
  private static final int UNLABELLED = 12_000;

  private final LabelledTexts texts;
  private final float[][] vectors;
  private final double prevalence;
  private final SplittableRandom random;
  private final List<Integer> learning;
  private final ThinnedTexts judged;
  private final double[] fewShot;

  TriageTrial(LabelledTexts texts, float[][] vectors, double prevalence, long seed) {
    this.texts = texts;
    this.vectors = vectors;
    this.prevalence = prevalence;
    this.random = new SplittableRandom(seed);
    List<Integer> order = shuffled();
    int half = order.size() / 2;
    this.learning = order.subList(0, half);
    this.judged = new ThinnedTexts(order.subList(half, order.size()), texts.positive(), prevalence);
    this.fewShot = fewShot();
  }

  ThinnedTexts judged() {
    return judged;
  }

  /** The stand-in that has nothing to do with the reference. */
  TriageTeacher fewShotTeacher() {
    return TriageTeacher.fewShot(judged, fewShot.length, prevalence, text -> fewShot[text]);
  }

  /** The stand-in that is the reference with noise. */
  TriageTeacher noisyTeacher(double kappa) {
    return TriageTeacher.noisy(texts.positive(), prevalence, kappa, random.split());
  }

  /** Scores of all texts by tiers that a teacher has taught. */
  Map<String, double[]> tiers(TriageTeacher teacher) {
    ThinnedTexts corpus = new ThinnedTexts(learning, texts.positive(), prevalence);
    int[] pilot = distilled(corpus, fewShot, PILOT);
    double[] piloted = student(teacher, pilot);
    int[] distilled =
        IntStream.concat(
                IntStream.of(pilot), IntStream.of(distilled(corpus, piloted, DISTILLED - PILOT)))
            .toArray();
    double[] student = student(teacher, distilled);
    List<String> rows = new ArrayList<>();
    List<Double> targets = new ArrayList<>();
    for (int text : distilled) {
      rows.add(texts.texts().get(text));
      targets.add(teacher.answers().get(text) ? 1.0 : 0.0);
    }
    Map<String, double[]> tiers = new LinkedHashMap<>();
    tiers.put(ANSWERS, words(rows, targets));
    for (int text : corpus.strata(text -> 0, new double[0]).get(0).draw(UNLABELLED, random)) {
      rows.add(texts.texts().get(text));
      targets.add(1 / (1 + Math.exp(-student[text])));
    }
    tiers.put(WORDS, words(rows, targets));
    tiers.put(EMBEDDINGS, student);
    return tiers;
  }

  /** A sample stratified by a score. */
  private int[] distilled(ThinnedTexts corpus, double[] score, int budget) {
    List<ThinnedTexts.Stratum> strata = corpus.strata(text -> score[text], Strata.quantiles());
    double[] rates = AssumedRates.perBand(Strata.quantiles(), prevalence);
    int[] draws =
        SampleDesign.forPositives(
            IntStream.range(0, strata.size())
                .mapToObj(
                    h ->
                        new SampleDesign.Stratum(
                            Math.round(strata.get(h).share() * ROWS), rates[h], true))
                .toList(),
            budget);
    return IntStream.range(0, draws.length)
        .flatMap(h -> IntStream.of(strata.get(h).draw(draws[h], random)))
        .toArray();
  }

  private double[] student(TriageTeacher teacher, int[] distilled) {
    List<Integer> distinct =
        new ArrayList<>(new TreeSet<>(IntStream.of(distilled).boxed().toList()));
    float[][] rows = distinct.stream().map(text -> vectors[text]).toArray(float[][]::new);
    List<String> ids = distinct.stream().map("%06d"::formatted).toList();
    int[] labels =
        distinct.stream().mapToInt(text -> teacher.answers().get(text) ? 1 : 0).toArray();
    double[] ones = new double[rows.length];
    Arrays.fill(ones, 1);
    HeadModel head =
        new LinearHeadTrainer(200)
            .train(
                new TrainingSet(ids, ids, rows, labels),
                Standardiser.of(new PoolSample(ids, rows, ones)))
            .model();
    return Arrays.stream(vectors).mapToDouble(head::score).toArray();
  }

  private double[] words(List<String> rows, List<Double> targets) {
    double[] ones = new double[rows.size()];
    Arrays.fill(ones, 1);
    TriageScorer scorer =
        TriageTrainer.STANDARD
            .train(rows, targets.stream().mapToDouble(Double::doubleValue).toArray(), ones)
            .scorer();
    return texts.texts().stream().mapToDouble(scorer::score).toArray();
  }

  private double[] fewShot() {
    List<float[]> examples =
        learning.stream()
            .filter(texts.positive()::get)
            .limit(EXAMPLES)
            .map(text -> vectors[text])
            .toList();
    float[] mean = new float[vectors[0].length];
    for (int text : learning) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += vectors[text][j] / learning.size();
      }
    }
    float[] direction = FewShotDirection.from(examples, mean).vector();
    return Arrays.stream(vectors).mapToDouble(vector -> Vectors.dot(vector, direction)).toArray();
  }

  private List<Integer> shuffled() {
    int[] order = IntStream.range(0, texts.texts().size()).toArray();
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int moved = order[i];
      order[i] = order[other];
      order[other] = moved;
    }
    return IntStream.of(order).boxed().toList();
  }
}
