package org.penumbra.jobs.scan;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.penumbra.Errors;
import org.penumbra.embed.EncodedText;
import org.penumbra.jobs.spark.EncoderSpec;
import org.penumbra.jobs.spark.Encoders;
import org.penumbra.jobs.stage.StageRun;
import org.penumbra.policy.Policy;
import org.penumbra.score.FewShotDirection;
import org.penumbra.score.FixedPointMean;

/**
 * Makes the default scorer: similarity to the policy's positive examples, less that to the corpus.
 * The mean of the corpus is a fixed-point sum over texts drawn by hash, so it is the same whatever
 * the partitions.
 */
public final class FewShot {

  /** What such scores' scorer is called in datasets. */
  public static final String NAME = "few-shot";

  private static final int REFERENCE_CHUNK = 128;

  private final JavaSparkContext spark;
  private final Policy policy;
  private final EncoderSpec encoder;
  private final double nearDuplicate;

  public FewShot(JavaSparkContext spark, Policy policy, EncoderSpec encoder, double nearDuplicate) {
    this.spark = spark;
    this.policy = policy;
    this.encoder = encoder;
    this.nearDuplicate = nearDuplicate;
  }

  /** The scoring of a run, its direction frozen at the first call. */
  public Scoring scoring(StageRun run, Source source, int referenceTexts) {
    List<String> texts =
        Stream.concat(policy.positiveExamples().stream(), policy.negativeExamples().stream())
            .toList();
    float[][] vectors = vectors(texts);
    float[] direction =
        run.frozen(
            "direction",
            new TypeReference<float[]>() {},
            () -> {
              run.describe("mean of the corpus");
              List<float[]> positives =
                  List.of(vectors).subList(0, policy.positiveExamples().size());
              return FewShotDirection.from(
                      positives, mean(source.texts(Source.Draw.REFERENCE, referenceTexts)))
                  .vector();
            });
    return new Scoring(
        null, encoder, direction, new TreeSet<>(texts), vectors, nearDuplicate, Scoring.SAMPLE);
  }

  private float[][] vectors(List<String> texts) {
    List<EncodedText> encoded = Encoders.of(encoder).encode(texts);
    float[][] vectors = new float[texts.size()][];
    for (int i = 0; i < vectors.length; i++) {
      if (encoded.get(i) == null) {
        throw Errors.noVector("the policy's example \"" + texts.get(i) + "\"");
      }
      vectors[i] = encoded.get(i).vector();
    }
    return vectors;
  }

  private float[] mean(List<String> texts) {
    EncoderSpec spec = encoder;
    int chunks = Math.max(1, texts.size() / REFERENCE_CHUNK);
    List<long[]> parts =
        spark.parallelize(texts, chunks).glom().map(chunk -> sum(chunk, spec)).collect();
    FixedPointMean all = new FixedPointMean(Encoders.of(encoder).dimension());
    parts.forEach(part -> all.merge(FixedPointMean.fromLongs(part)));
    return all.mean();
  }

  private static long[] sum(List<String> texts, EncoderSpec spec) {
    FixedPointMean mean = new FixedPointMean(Encoders.of(spec).dimension());
    Encoders.of(spec).encode(texts).stream()
        .filter(Objects::nonNull)
        .forEach(text -> mean.add(text.vector()));
    return mean.toLongs();
  }
}
