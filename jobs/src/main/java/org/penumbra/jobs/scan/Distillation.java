package org.penumbra.jobs.scan;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.penumbra.embed.EncodedText;
import org.penumbra.jobs.llm.LlmScores;
import org.penumbra.jobs.spark.EncoderSpec;
import org.penumbra.jobs.spark.Encoders;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.settings.ScorerSettings;
import org.penumbra.settings.TriageSettings;
import org.penumbra.student.LinearHeadTrainer;
import org.penumbra.student.LinearModel;
import org.penumbra.student.PoolSample;
import org.penumbra.student.Standardiser;
import org.penumbra.student.TrainedHead;
import org.penumbra.student.TrainingSet;
import org.penumbra.triage.Answered;
import org.penumbra.triage.BandText;
import org.penumbra.triage.Distiller;
import org.penumbra.triage.TriageTrainer;

/**
 * Makes the first two tiers of the cascade from a teacher's answers to a small sample: a model of
 * words, which reads everything, and a direction between embeddings, which reads what that keeps.
 * The teacher is the large language model where one scores; else the few-shot scorer stands in for
 * it, and keeps its own direction.
 */
final class Distillation {

  /** Answers from here on are positive, where a model gives them. */
  private static final double POSITIVE = 0.5;

  private static final String SAMPLE = "triage-sample";
  private static final int CHUNK = 256;

  private final RunContext context;
  private final StageRun run;
  private final Source source;
  private final Scoring fewShot;
  private final TriageSettings settings;
  private final boolean asksModel;
  private SortedSet<String> candidates;

  Distillation(RunContext context, StageRun run, Source source, Scoring fewShot) {
    this.context = context;
    this.run = run;
    this.source = source;
    this.fewShot = fewShot;
    this.settings = context.settings().triage();
    this.asksModel = context.settings().scorer().kind() == ScorerSettings.Kind.LLM;
  }

  /** Whether the corpus is so large that tiers before the teacher pay. */
  boolean pays() {
    return fewShot.scores()
        && context.settings().scorer().mode() == ScorerSettings.Mode.CASCADE
        && rows() >= settings.fromItems();
  }

  /** Rows of the corpus, about. */
  long rows() {
    return run.frozen("rows", new TypeReference<Long>() {}, source::rowCount);
  }

  /** Who teaches, as people call it. */
  String teacher() {
    return asksModel ? LlmScores.NAME : FewShot.NAME;
  }

  /**
   * The tiers; nothing where the stage has to wait for answers.
   *
   * @param attempt from 1
   * @param missed texts to learn from besides, with their answers
   */
  Optional<Tiers> tiers(int attempt, Map<String, Double> missed) {
    return answers()
        .map(
            answers ->
                run.frozen(
                    "triage-" + attempt,
                    new TypeReference<Tiers>() {},
                    () -> distilled(answers, missed)));
  }

  /** The score from which the teacher's answer is positive. */
  double positiveFrom() {
    if (asksModel) {
      return POSITIVE;
    }
    double[] ascending = sample().stream().mapToDouble(SampledText::score).sorted().toArray();
    double share = context.settings().scorer().prevalence();
    return ascending[(int) Math.min(ascending.length - 1, (1 - share) * ascending.length)];
  }

  /** Hashes of the texts that the tiers were made from, which no audit may judge them by. */
  List<String> taught() {
    return run.frozen(
        "triage-taught",
        new TypeReference<List<String>>() {},
        () -> candidates().stream().map(TextDraw::hash).toList());
  }

  /** Lets go of the texts, which nobody would look for among the frozen. */
  void end() {
    run.thaw(SAMPLE);
  }

  private List<SampledText> sample() {
    return run.frozen(SAMPLE, new TypeReference<List<SampledText>>() {}, this::draw);
  }

  private List<SampledText> draw() {
    run.describe("draw candidates for triage");
    List<String> texts = List.copyOf(candidates());
    run.describe("score candidates for triage");
    List<String> scored = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    List<Double> given = encoded(texts, fewShot::score);
    for (int i = 0; i < texts.size(); i++) {
      // A server may refuse a text.
      if (given.get(i) != null) {
        scored.add(texts.get(i));
        scores.add(given.get(i));
      }
    }
    TriageSample sample =
        new TriageSample(
            settings.distilSample(),
            settings.bandSample(),
            context.settings().scorer().prevalence(),
            settings.recall(),
            context.settings().seed());
    double share = Math.min(1, (double) scored.size() / Math.max(1, rows()));
    // The few-shot scorer's answers are there already: all candidates serve.
    return asksModel
        ? sample.stratified(scored, scores, share)
        : sample.whole(scored, scores, share);
  }

  /** The teacher's answers by text; a text without one is missing. */
  private Optional<Map<String, Double>> answers() {
    Map<String, Double> answers = new HashMap<>();
    List<SampledText> sample = sample();
    if (!asksModel) {
      sample.forEach(text -> answers.put(text.text(), text.score()));
      return Optional.of(answers);
    }
    Dataset<Row> texts =
        context
            .spark()
            .createDataset(texts(sample), org.apache.spark.sql.Encoders.STRING())
            .toDF("text");
    LlmScores model = LlmScores.of(context).before("triage");
    return model
        .ask(run, texts, sample.size())
        .map(
            asked -> {
              model
                  .beside(texts, asked)
                  .where("score is not null")
                  .select("text", "score")
                  .collectAsList()
                  .forEach(row -> answers.put(row.getString(0), row.getDouble(1)));
              model.requireScores(sample.size() - answers.size(), sample.size());
              return answers;
            });
  }

  private Tiers distilled(Map<String, Double> answers, Map<String, Double> missed) {
    run.describe("distil triage");
    double positiveFrom = positiveFrom();
    TreeMap<String, Double> lessons = new TreeMap<>(missed);
    List<BandText> band = new ArrayList<>();
    for (SampledText text : sample()) {
      Double answer = answers.get(text.text());
      if (answer != null && text.band()) {
        Answered answered = new Answered(answer >= positiveFrom, text.probability(), 1);
        band.add(new BandText(text.text(), answered));
      } else if (answer != null) {
        lessons.put(text.text(), answer);
      }
    }
    List<String> texts = List.copyOf(lessons.keySet());
    double[] scores = lessons.values().stream().mapToDouble(Double::doubleValue).toArray();
    double[] targets =
        asksModel
            ? scores
            : Arrays.stream(scores).map(score -> score >= positiveFrom ? 1 : 0).toArray();
    Optional<LinearModel> student = asksModel ? student(texts, targets) : Optional.empty();
    Lessons all = new Lessons(texts, targets);
    Distiller distiller =
        new Distiller(
            TriageTrainer.STANDARD, settings.recall(), settings.confidence(), settings.maxKept());
    Lessons taught = student.map(head -> all.and(unanswered(head))).orElse(all);
    return new Tiers(
        distiller.distil(taught.texts(), taught.targets(), band),
        student.map(LinearModel::weights).orElseGet(fewShot::direction));
  }

  /**
   * A linear head which the answers train, the few-shot direction one of its inputs; nothing where
   * all answers are alike.
   */
  private Optional<LinearModel> student(List<String> texts, double[] targets) {
    int[] labels = new int[targets.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = targets[i] >= POSITIVE ? 1 : 0;
    }
    long positives = IntStream.of(labels).sum();
    if (positives == 0 || positives == labels.length) {
      return Optional.empty();
    }
    float[][] vectors = encoded(texts, EncodedText::vector).toArray(float[][]::new);
    double[] alike = new double[labels.length];
    Arrays.fill(alike, 1);
    Standardiser standardiser =
        Standardiser.of(new PoolSample(texts, vectors, alike), fewShot.direction());
    TrainedHead head =
        new LinearHeadTrainer(context.settings().student().l2())
            .train(new TrainingSet(texts, texts, vectors, labels), standardiser);
    return Optional.of((LinearModel) head.model());
  }

  /** The candidates that nobody was asked about, as the student sees them. */
  private Lessons unanswered(LinearModel student) {
    Set<String> asked = new HashSet<>(texts(sample()));
    List<String> all = candidates().stream().filter(text -> !asked.contains(text)).toList();
    List<Double> scores = encoded(all, student::score);
    List<String> seen = new ArrayList<>();
    List<Double> targets = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (scores.get(i) != null) {
        seen.add(all.get(i));
        targets.add(1 / (1 + Math.exp(-scores.get(i))));
      }
    }
    return new Lessons(seen, targets.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Read once: they are of many shards. */
  private SortedSet<String> candidates() {
    if (candidates == null) {
      candidates = new TreeSet<>(source.texts(Source.Draw.TRIAGE, settings.candidates()));
    }
    return candidates;
  }

  private static List<String> texts(List<SampledText> sample) {
    return sample.stream().map(SampledText::text).toList();
  }

  /** What is wanted of each text's vectors, null where it has none. */
  private <T> List<T> encoded(List<String> texts, OfVectors<T> wanted) {
    EncoderSpec spec = fewShot.encoder();
    return JavaSparkContext.fromSparkContext(context.spark().sparkContext())
        .parallelize(texts, 1 + texts.size() / CHUNK)
        .mapPartitions(
            chunk -> {
              List<String> ofChunk = new ArrayList<>();
              chunk.forEachRemaining(ofChunk::add);
              return Encoders.of(spec).encode(ofChunk).stream()
                  .map(text -> text == null ? null : wanted.of(text))
                  .iterator();
            })
        .collect();
  }

  /**
   * What the model of words learns from.
   *
   * @param texts distinct
   * @param targets beside them, in [0, 1]
   */
  @SuppressWarnings("ArrayRecordComponent") // a row of numbers, never compared
  private record Lessons(List<String> texts, double[] targets) {

    Lessons and(Lessons more) {
      List<String> allTexts = new ArrayList<>(texts);
      allTexts.addAll(more.texts);
      return new Lessons(
          allTexts,
          DoubleStream.concat(Arrays.stream(targets), Arrays.stream(more.targets)).toArray());
    }
  }

  /** What is taken from a text's vectors. */
  @FunctionalInterface
  private interface OfVectors<T> extends Serializable {

    T of(EncodedText text);
  }
}
