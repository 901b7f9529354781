package org.penumbra.jobs.drift;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.penumbra.embed.EncodedText;
import org.penumbra.embed.ScaledBytes;
import org.penumbra.embed.TextEncoder;
import org.penumbra.jobs.data.Chunked;
import org.penumbra.jobs.spark.EncoderSpec;
import org.penumbra.jobs.spark.Encoders;
import org.penumbra.student.StudentInput;
import org.penumbra.student.StudentModel;

/**
 * Encodes and scores drawn texts, a chunk at a time. As in the pool there is no example of the
 * policy, nor its like, and vectors are as the run stores them: else the samples would differ by
 * how they were made.
 */
final class ScoreTexts implements FlatMapFunction<Iterator<Drawn.Item>, ScoredItem> {

  private static final int CHUNK = 1024;

  private final EncoderSpec encoder;
  private final Broadcast<StudentModel> student;
  private final List<float[]> examples;
  private final double nearDuplicate;
  private final boolean asBytes;

  /**
   * @param examples vectors of the policy's examples
   * @param nearDuplicate similarity from which a text is one of them
   * @param asBytes whether the run stores vectors as bytes
   */
  ScoreTexts(
      EncoderSpec encoder,
      Broadcast<StudentModel> student,
      List<float[]> examples,
      double nearDuplicate,
      boolean asBytes) {
    this.encoder = encoder;
    this.student = student;
    this.examples = new ArrayList<>(examples);
    this.nearDuplicate = nearDuplicate;
    this.asBytes = asBytes;
  }

  @Override
  public Iterator<ScoredItem> call(Iterator<Drawn.Item> items) {
    TextEncoder open = Encoders.of(encoder);
    StudentModel model = student.value();
    return new Chunked<ScoredItem>() {
      @Override
      protected List<ScoredItem> chunk() {
        List<ScoredItem> scored = new ArrayList<>();
        while (items.hasNext() && scored.isEmpty()) {
          List<Drawn.Item> read = new ArrayList<>();
          while (items.hasNext() && read.size() < CHUNK) {
            read.add(items.next());
          }
          List<EncodedText> encoded = open.encode(read.stream().map(Drawn.Item::text).toList());
          for (int i = 0; i < read.size(); i++) {
            add(read.get(i), encoded.get(i), model, scored);
          }
        }
        return scored;
      }
    };
  }

  private void add(
      Drawn.Item item, EncodedText encoded, StudentModel model, List<ScoredItem> scored) {
    if (encoded == null
        || examples.stream().anyMatch(example -> encoded.max(example) >= nearDuplicate)) {
      return;
    }
    EncodedText kept = asBytes ? stored(encoded) : encoded;
    double score = model.score(new StudentInput(kept, item.text()));
    scored.add(new ScoredItem(item.number(), item.id(), item.group(), score, kept.vector()));
  }

  private static EncodedText stored(EncodedText encoded) {
    int dimension = encoded.vector().length;
    float[] windows = encoded.windows();
    return new EncodedText(
        ScaledBytes.of(encoded.vector()).units(dimension),
        windows == null ? null : ScaledBytes.of(windows).units(dimension),
        encoded.truncated());
  }
}
