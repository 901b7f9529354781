package org.penumbra.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.penumbra.triage.HashedWords;
import org.penumbra.triage.TriageModel;
import org.penumbra.triage.TriageScorer;

/** One pass over all texts, by the triage scorer and by loops that do less. */
@State(Scope.Benchmark)
public class TriageKernel {

  @Param("")
  public String file;

  private byte[][] texts;
  private TriageScorer scorer;

  @Setup
  public void read() throws IOException {
    texts =
        LabelledTexts.read(Path.of(file)).texts().stream()
            .map(text -> text.getBytes(UTF_8))
            .toArray(byte[][]::new);
    SplittableRandom random = new SplittableRandom(1);
    float[] weights = new float[HashedWords.STANDARD.places()];
    for (int place = 0; place < weights.length; place++) {
      weights[place] = (float) (random.nextDouble() - .5);
    }
    scorer = new TriageModel(HashedWords.STANDARD, weights, 0).scorer();
  }

  /** Bytes to score. */
  @Benchmark
  public double score() {
    double sum = 0;
    for (byte[] text : texts) {
      sum += scorer.score(text, 0, text.length);
    }
    return sum;
  }

  /** Counts code points: every byte is looked at. */
  @Benchmark
  public long codePoints() {
    long sum = 0;
    for (byte[] text : texts) {
      for (byte each : text) {
        sum += (each & 0xC0) == 0x80 ? 0 : 1;
      }
    }
    return sum;
  }

  /** Counts words, byte after byte. */
  @Benchmark
  public long words() {
    long sum = 0;
    for (byte[] text : texts) {
      boolean before = false;
      for (byte each : text) {
        boolean inWord =
            each < 0
                || (each >= 'a' && each <= 'z')
                || (each >= 'A' && each <= 'Z')
                || (each >= '0' && each <= '9');
        sum += inWord && !before ? 1 : 0;
        before = inWord;
      }
    }
    return sum;
  }
}
