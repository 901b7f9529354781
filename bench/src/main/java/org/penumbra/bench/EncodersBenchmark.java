package org.penumbra.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.penumbra.agree.CohenKappa;
import org.penumbra.embed.EncodedText;
import org.penumbra.embed.EncoderModel;
import org.penumbra.embed.EncoderOptions;
import org.penumbra.embed.NativeCache;
import org.penumbra.embed.OnnxEncoder;
import org.penumbra.embed.Pooling;
import org.penumbra.embed.Precision;
import org.penumbra.embed.Vectors;
import org.penumbra.student.HeadModel;
import org.penumbra.student.LinearHeadTrainer;
import org.penumbra.student.PoolSample;
import org.penumbra.student.Standardiser;
import org.penumbra.student.TrainingSet;

/** What fused graphs and 8-bit integers bring and cost, on one thread, beside a bare loop. */
final class EncodersBenchmark implements Benchmark {

  private static final int ITEMS = 3000;
  private static final int RUNS = 5;
  private static final int AT_ONCE = 1024;
  private static final int NEIGHBOURS = 10;
  private static final double LAMBDA = 200;

  @Override
  public String name() {
    return "encoders";
  }

  @Override
  public String title() {
    return "Encoders: fused graphs and 8-bit integers beside a bare ONNX Runtime loop";
  }

  private interface Encoding {
    float[][] encode(List<String> texts) throws Exception;
  }

  /** One way to have vectors, and what to close afterwards. */
  private record Way(String name, Encoding encoding, AutoCloseable model) {}

  @Override
  public ResultTable run(BenchInput input) throws Exception {
    List<BenchTexts.Line> lines =
        BenchTexts.lines(input.requiredTexts(), input.items().orElse(ITEMS));
    List<String> texts = lines.stream().map(BenchTexts.Line::text).toList();
    int[] labels = lines.stream().mapToInt(BenchTexts.Line::label).toArray();
    ResultTable table =
        new ResultTable(
            "all-MiniLM-L6-v2",
            "texts/s (median of " + RUNS + ")",
            "to the bare loop",
            "to batches of one",
            "10 neighbours kept",
            "student's kappa");
    List<Way> ways = ways(NativeCache.in(input.work()));
    double[][] seconds = new double[ways.size()][RUNS];
    float[][][] vectors = new float[ways.size()][][];
    for (Way way : ways) {
      way.encoding().encode(texts.subList(0, texts.size() / 10));
    }
    // In turn, so that what slows the machine for a while slows all.
    for (int run = 0; run < RUNS; run++) {
      for (int way = 0; way < ways.size(); way++) {
        long start = System.nanoTime();
        vectors[way] = ways.get(way).encoding().encode(texts);
        seconds[way][run] = (System.nanoTime() - start) / 1e9;
      }
    }
    int[][] expected = neighbours(vectors[0]);
    for (int way = 0; way < ways.size(); way++) {
      table.row(
          ways.get(way).name(),
          String.format(Locale.ROOT, "%.0f", texts.size() / Alternating.median(seconds[way])),
          speed(seconds[way], seconds[0]),
          speed(seconds[way], seconds[1]),
          String.format(Locale.ROOT, "%.3f", kept(neighbours(vectors[way]), expected)),
          String.format(Locale.ROOT, "%.3f", kappa(vectors[way], labels)));
      ways.get(way).model().close();
    }
    return table;
  }

  private static List<Way> ways(NativeCache natives) throws Exception {
    return List.of(
        bare("as shipped, bare loop, batches of 16", BareLoop.BATCH),
        bare("as shipped, bare loop, batches of one", 1),
        ours("fused", EncoderModel.MINILM, Precision.FP32, natives),
        ours("fused, int8", EncoderModel.MINILM, Precision.INT8, natives),
        ours("-q as shipped, one at a time", EncoderModel.MINILM_INT8, Precision.FP32, natives));
  }

  private static Way bare(String name, int batch) throws Exception {
    BareLoop loop = new BareLoop(EncoderModel.MINILM, batch);
    return new Way(name, texts -> loop.encode(texts, 1), loop);
  }

  private static Way ours(String name, String model, Precision precision, NativeCache natives) {
    OnnxEncoder encoder =
        OnnxEncoder.open(
            EncoderModel.resolve(model, Pooling.AUTO, precision), EncoderOptions.STANDARD, natives);
    return new Way(name, texts -> encoded(encoder, texts), encoder);
  }

  private static float[][] encoded(OnnxEncoder encoder, List<String> texts) {
    List<EncodedText> encoded = new ArrayList<>();
    for (int from = 0; from < texts.size(); from += AT_ONCE) {
      encoded.addAll(encoder.encode(texts.subList(from, Math.min(texts.size(), from + AT_ONCE))));
    }
    return encoded.stream().map(EncodedText::vector).toArray(float[][]::new);
  }

  private static String speed(double[] seconds, double[] baseline) {
    double[] ratios =
        IntStream.range(0, RUNS).mapToDouble(run -> baseline[run] / seconds[run]).toArray();
    return String.format(Locale.ROOT, "%.2f", Alternating.median(ratios));
  }

  /** Each text's nearest others. */
  private static int[][] neighbours(float[][] vectors) {
    int[][] nearest = new int[vectors.length][];
    float[][] products = Vectors.products(vectors, vectors);
    for (int text = 0; text < vectors.length; text++) {
      int self = text;
      float[] row = products[text];
      nearest[text] =
          IntStream.range(0, vectors.length)
              .filter(other -> other != self)
              .boxed()
              .sorted((a, b) -> Float.compare(row[b], row[a]))
              .limit(NEIGHBOURS)
              .mapToInt(Integer::intValue)
              .toArray();
    }
    return nearest;
  }

  private static double kept(int[][] found, int[][] expected) {
    long same = 0;
    for (int text = 0; text < found.length; text++) {
      int[] wanted = expected[text];
      same +=
          IntStream.of(found[text])
              .filter(one -> IntStream.of(wanted).anyMatch(other -> other == one))
              .count();
    }
    return (double) same / (found.length * NEIGHBOURS);
  }

  /** Of linear heads with the labels: each half of the texts is judged by a head of the other. */
  private static double kappa(float[][] vectors, int[] labels) {
    double[][] table = new double[2][2];
    for (int half = 0; half < 2; half++) {
      HeadModel head = head(vectors, labels, 1 - half);
      int[] judged = half(half, vectors.length);
      int positives = IntStream.of(judged).map(text -> labels[text]).sum();
      double[] scores =
          IntStream.of(judged).mapToDouble(text -> head.score(vectors[text])).sorted().toArray();
      double cut = scores[scores.length - positives];
      for (int text : judged) {
        table[labels[text]][head.score(vectors[text]) >= cut ? 1 : 0]++;
      }
    }
    return CohenKappa.of(table).value();
  }

  private static HeadModel head(float[][] vectors, int[] labels, int half) {
    int[] taught = half(half, vectors.length);
    float[][] rows = IntStream.of(taught).mapToObj(text -> vectors[text]).toArray(float[][]::new);
    List<String> ids = IntStream.of(taught).mapToObj("%06d"::formatted).toList();
    int[] answers = IntStream.of(taught).map(text -> labels[text]).toArray();
    double[] ones = IntStream.of(taught).mapToDouble(text -> 1).toArray();
    return new LinearHeadTrainer(LAMBDA)
        .train(
            new TrainingSet(ids, ids, rows, answers),
            Standardiser.of(new PoolSample(ids, rows, ones)))
        .model();
  }

  private static int[] half(int half, int texts) {
    return IntStream.range(0, texts).filter(text -> text % 2 == half).toArray();
  }
}
