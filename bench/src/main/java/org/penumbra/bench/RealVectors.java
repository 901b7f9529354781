package org.penumbra.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.penumbra.embed.EncodedText;
import org.penumbra.embed.EncoderModel;
import org.penumbra.embed.EncoderOptions;
import org.penumbra.embed.NativeCache;
import org.penumbra.embed.OnnxEncoder;
import org.penumbra.embed.Pooling;
import org.penumbra.embed.TextEncoder;
import org.penumbra.embed.Vectors;

/** Vectors of real texts, kept beside the build for the next run, and ones between them. */
final class RealVectors {

  static final int DIMENSION = 384;

  private static final int MAX_TOKENS = 64;
  private static final int CHUNK = 1024;

  private final float[][] vectors;

  private RealVectors(float[][] vectors) {
    this.vectors = vectors;
  }

  /**
   * Encodes evenly spread texts of the input's file, or reads what an earlier run encoded.
   *
   * @param count how many; all, if there are fewer
   */
  static RealVectors of(BenchInput input, int count) throws IOException {
    Path texts = input.requiredTexts();
    Path kept = input.kept().resolve(texts.getFileName() + "-" + count + ".f32");
    if (!Files.exists(kept)) {
      Files.createDirectories(input.kept());
      write(kept, encode(spread(read(texts), count)));
    }
    return new RealVectors(read(kept, (int) (Files.size(kept) / Float.BYTES / DIMENSION)));
  }

  /** One of count vectors: the first are the texts' own, the others lie between two of them. */
  float[] get(int index) {
    if (index < vectors.length) {
      return vectors[index];
    }
    SplittableRandom random = new SplittableRandom(index);
    float[] one = vectors[random.nextInt(vectors.length)];
    float[] other = vectors[random.nextInt(vectors.length)];
    double share = random.nextDouble();
    double[] between = new double[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      between[i] = share * one[i] + (1 - share) * other[i];
    }
    return Vectors.normalised(between);
  }

  /** Writes vectors one after the other, little-endian. */
  static void write(Path file, float[][] rows) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      for (float[] row : rows) {
        ByteBuffer bytes = buffer();
        bytes.asFloatBuffer().put(row);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
    }
  }

  private static float[][] read(Path file, int count) throws IOException {
    float[][] rows = new float[count][DIMENSION];
    try (FileChannel in = FileChannel.open(file)) {
      for (float[] row : rows) {
        ByteBuffer bytes = buffer();
        while (bytes.hasRemaining()) {
          in.read(bytes);
        }
        bytes.flip().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(row);
      }
    }
    return rows;
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocate(Float.BYTES * DIMENSION).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static List<String> read(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> texts = new ArrayList<>();
    try (InputStream bytes = Files.newInputStream(file);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes, UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        texts.add(json.readTree(line).get("text").asText());
      }
    }
    return texts;
  }

  private static List<String> spread(List<String> texts, int count) {
    int wanted = Math.min(count, texts.size());
    return IntStream.range(0, wanted)
        .mapToObj(i -> texts.get((int) ((long) i * texts.size() / wanted)))
        .toList();
  }

  private static float[][] encode(List<String> texts) {
    float[][] vectors = new float[texts.size()][];
    try (TextEncoder encoder =
        OnnxEncoder.open(
            EncoderModel.resolve(EncoderModel.MINILM, Pooling.AUTO),
            new EncoderOptions(MAX_TOKENS, 1, 16),
            NativeCache.librariesOwn())) {
      IntStream.rangeClosed(0, (texts.size() - 1) / CHUNK)
          .parallel()
          .forEach(
              chunk -> {
                int from = chunk * CHUNK;
                int to = Math.min(texts.size(), from + CHUNK);
                List<EncodedText> encoded = encoder.encode(texts.subList(from, to));
                for (int i = from; i < to; i++) {
                  vectors[i] = encoded.get(i - from).vector();
                }
              });
    }
    return vectors;
  }
}
