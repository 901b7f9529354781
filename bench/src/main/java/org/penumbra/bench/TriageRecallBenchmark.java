package org.penumbra.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.penumbra.Interval;
import org.penumbra.embed.EncodedText;
import org.penumbra.embed.EncoderModel;
import org.penumbra.embed.EncoderOptions;
import org.penumbra.embed.NativeCache;
import org.penumbra.embed.OnnxEncoder;
import org.penumbra.embed.Pooling;

/**
 * How much of a corpus the tiers may drop, and whether what the samples say of the loss holds. The
 * texts' labels are the hidden truth.
 */
final class TriageRecallBenchmark implements Benchmark {

  private static final double[] PREVALENCES = {.05, .01, .003};
  private static final double NOISY = .6;
  private static final int TRIALS = 4;
  private static final int REDRAWS = 100;
  private static final int ENCODED_AT_ONCE = 512;

  /** Tier 1 may lose half of what both may. */
  private static final double FIRST_TIER = .975;

  private static final double BELOW_ALL = -1e6;

  private final String name;
  private final String title;

  TriageRecallBenchmark(String name, String title) {
    this.name = name;
    this.title = title;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public ResultTable run(BenchInput input) throws Exception {
    LabelledTexts texts = LabelledTexts.read(input.requiredTexts());
    float[][] vectors = vectors(texts.texts(), input.work());
    ResultTable table =
        new ResultTable(
            "positives",
            "in place of LLM-0",
            "tiers",
            "dropped at recall .95",
            "at .90",
            "at .95 of the unanimous",
            "dropped by the band",
            "its recall",
            "bands that keep their promise",
            "audit's interval of LLM-0's recall",
            "holds it",
            "of the experts'",
            "holds it ");
    for (double prevalence : PREVALENCES) {
      Map<String, Row> rows = new LinkedHashMap<>();
      for (int trial = 0; trial < TRIALS; trial++) {
        TriageTrial divided = new TriageTrial(texts, vectors, prevalence, trial);
        List<TriageTeacher> teachers =
            List.of(divided.noisyTeacher(1), divided.noisyTeacher(NOISY), divided.fewShotTeacher());
        for (TriageTeacher teacher : teachers) {
          judge(texts, divided, prevalence, teacher, trial, rows);
        }
      }
      rows.values().forEach(row -> table.row(row.cells(prevalence)));
    }
    return table;
  }

  private static void judge(
      LabelledTexts texts,
      TriageTrial trial,
      double prevalence,
      TriageTeacher teacher,
      int seed,
      Map<String, Row> rows) {
    Map<String, double[]> tiers = trial.tiers(teacher);
    TriageJudge first =
        new TriageJudge(texts, trial.judged(), prevalence, teacher, tiers.get(TriageTrial.WORDS));
    double cut = first.cut(FIRST_TIER, texts.positive()::get);
    double[] words = tiers.get(TriageTrial.WORDS);
    double[] embeddings = tiers.get(TriageTrial.EMBEDDINGS);
    tiers.put(
        "both, words to %.3f".formatted(FIRST_TIER),
        IntStream.range(0, words.length)
            .mapToDouble(text -> words[text] >= cut ? embeddings[text] : BELOW_ALL)
            .toArray());
    tiers.forEach(
        (name, score) ->
            rows.computeIfAbsent(teacher.name() + name, key -> new Row(teacher.name(), name))
                .add(
                    texts,
                    new TriageJudge(texts, trial.judged(), prevalence, teacher, score),
                    new SplittableRandom(seed)));
  }

  /** What the trials of one way to build the tiers came to. */
  private static final class Row {

    private final String teacher;
    private final String tiers;
    private final List<double[]> hindsight = new ArrayList<>();
    private final List<TriageJudge.Banded> bands = new ArrayList<>();
    private final List<TriageJudge.Audited> audits = new ArrayList<>();

    Row(String teacher, String tiers) {
      this.teacher = teacher;
      this.tiers = tiers;
    }

    void add(LabelledTexts texts, TriageJudge judge, SplittableRandom random) {
      hindsight.add(
          new double[] {
            judge.droppable(.95, texts.positive()::get),
            judge.droppable(.9, texts.positive()::get),
            judge.droppable(.95, texts.unanimous()::get)
          });
      double cut = judge.cut(TriageJudge.TARGET, texts.positive()::get);
      for (int redraw = 0; redraw < REDRAWS; redraw++) {
        bands.add(judge.band(random));
        audits.add(judge.audit(cut, random));
      }
    }

    String[] cells(double prevalence) {
      return new String[] {
        percent(prevalence),
        teacher,
        tiers,
        percent(hindsight.stream().mapToDouble(each -> each[0]).average().orElse(0)),
        percent(hindsight.stream().mapToDouble(each -> each[1]).average().orElse(0)),
        percent(hindsight.stream().mapToDouble(each -> each[2]).average().orElse(0)),
        percent(bands.stream().mapToDouble(TriageJudge.Banded::dropped).average().orElse(0)),
        figure(bands.stream().mapToDouble(TriageJudge.Banded::recall).average().orElse(0)),
        share(bands.stream().filter(TriageJudge.Banded::promiseKept).count(), bands.size()),
        mean(audits.stream().map(TriageJudge.Audited::model)),
        share(
            audits.stream().filter(TriageJudge.Audited::holdsModel).count(),
            defined(audits.stream().map(TriageJudge.Audited::model))),
        mean(audits.stream().map(TriageJudge.Audited::experts)),
        share(
            audits.stream().filter(TriageJudge.Audited::holdsExperts).count(),
            defined(audits.stream().map(TriageJudge.Audited::experts)))
      };
    }

    /** Of the audits that found a positive. */
    private static long defined(Stream<Interval> intervals) {
      return intervals.filter(Interval::defined).count();
    }

    private static String mean(Stream<Interval> intervals) {
      List<Interval> defined = intervals.filter(Interval::defined).toList();
      return figure(defined.stream().mapToDouble(Interval::low).average().orElse(Double.NaN))
          + " to "
          + figure(defined.stream().mapToDouble(Interval::high).average().orElse(Double.NaN));
    }

    private static String share(long count, long of) {
      return figure((double) count / of);
    }

    private static String figure(double value) {
      return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String percent(double share) {
      return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
  }

  private static float[][] vectors(List<String> texts, Path work) {
    float[][] vectors = new float[texts.size()][];
    try (OnnxEncoder encoder =
        OnnxEncoder.open(
            EncoderModel.resolve(EncoderModel.MINILM, Pooling.AUTO),
            EncoderOptions.STANDARD,
            NativeCache.in(work))) {
      IntStream.range(0, (texts.size() + ENCODED_AT_ONCE - 1) / ENCODED_AT_ONCE)
          .parallel()
          .forEach(
              block -> {
                int from = block * ENCODED_AT_ONCE;
                int to = Math.min(texts.size(), from + ENCODED_AT_ONCE);
                List<EncodedText> encoded = encoder.encode(texts.subList(from, to));
                for (int i = from; i < to; i++) {
                  vectors[i] = encoded.get(i - from).vector();
                }
              });
    }
    return vectors;
  }
}
