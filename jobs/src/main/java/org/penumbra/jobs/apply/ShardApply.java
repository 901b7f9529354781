package org.penumbra.jobs.apply;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import org.penumbra.jobs.corpus.CorpusRow;
import org.penumbra.jobs.corpus.ReadSpec;
import org.penumbra.jobs.corpus.Shard;
import org.penumbra.jobs.corpus.ShardOpener;
import org.penumbra.jobs.corpus.ShardReader;
import org.penumbra.jobs.scan.EncodedRow;
import org.penumbra.jobs.scan.EncodedRows;
import org.penumbra.jobs.spark.EncoderSpec;
import org.penumbra.jobs.spark.Encoders;
import org.penumbra.jobs.state.Forgotten;
import org.penumbra.student.StudentInput;
import org.penumbra.student.StudentModel;

/** What a task does with a shard: read, encode, score, calibrate. Every row of it comes out. */
public final class ShardApply implements FlatMapFunction<Shard, Row> {

  private static final String FORGOTTEN = "forgotten";
  private static final String NO_VECTOR = "no vector";

  private final ShardOpener opener;
  private final SerializableConfiguration hadoop;
  private final ReadSpec spec;
  private final EncoderSpec encoder;
  private final String policyId;
  private final String modelName;
  private final Broadcast<StudentModel> student;
  private final Broadcast<Forgotten> forgotten;

  /**
   * @param forgotten items that are not judged, and whose ids are not said
   */
  public ShardApply(
      ShardOpener opener,
      SerializableConfiguration hadoop,
      ReadSpec spec,
      EncoderSpec encoder,
      String policyId,
      String modelName,
      Broadcast<StudentModel> student,
      Broadcast<Forgotten> forgotten) {
    this.opener = opener;
    this.hadoop = hadoop;
    this.spec = spec;
    this.encoder = encoder;
    this.policyId = policyId;
    this.modelName = modelName;
    this.student = student;
    this.forgotten = forgotten;
  }

  @Override
  public Iterator<Row> call(Shard shard) throws IOException {
    return new Rows(shard, opener.open(hadoop.value(), shard, spec));
  }

  private final class Rows implements Iterator<Row> {

    private final Shard shard;
    private final ShardReader reader;
    private final EncodedRows encoded;
    private final StudentModel model = student.value();
    private long handedOut;

    Rows(Shard shard, ShardReader reader) {
      this.shard = shard;
      this.reader = reader;
      this.encoded = new EncodedRows(reader, Encoders.of(encoder));
    }

    @Override
    public boolean hasNext() {
      boolean more = encoded.hasNext();
      if (!more) {
        end();
      }
      return more;
    }

    @Override
    public Row next() {
      EncodedRow next = encoded.next();
      CorpusRow row = next.row();
      handedOut += row.rows();
      if (row.rejected()) {
        return reject(row, row.reject().wireName());
      }
      if (forgotten.value().contains(next.id(), row.text())) {
        return reject(row, FORGOTTEN);
      }
      if (next.encoded() == null) {
        return reject(row, NO_VECTOR);
      }
      double score = model.score(new StudentInput(next.encoded(), row.text()));
      double probability = model.probability(score);
      return RowFactory.create(
          next.id(),
          policyId,
          shard.path(),
          row.position(),
          modelName,
          score,
          Double.isNaN(probability) ? null : probability,
          model.label(score),
          next.encoded().truncated(),
          null,
          1L);
    }

    private Row reject(CorpusRow row, String reason) {
      return RowFactory.create(
          null,
          policyId,
          shard.path(),
          row.position(),
          modelName,
          null,
          null,
          null,
          false,
          reason,
          row.rows());
    }

    private void end() {
      if (handedOut != reader.rowsSeen()) {
        throw new IllegalStateException(
            "Rows do not balance in "
                + shard
                + ": "
                + reader.rowsSeen()
                + " were read, "
                + handedOut
                + " were judged");
      }
      try {
        reader.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
