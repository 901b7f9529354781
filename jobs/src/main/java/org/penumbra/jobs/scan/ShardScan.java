package org.penumbra.jobs.scan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.penumbra.StableHash;
import org.penumbra.jobs.corpus.CorpusRow;
import org.penumbra.jobs.corpus.ReadSpec;
import org.penumbra.jobs.corpus.Shard;
import org.penumbra.jobs.corpus.ShardOpener;
import org.penumbra.jobs.corpus.ShardReader;
import org.penumbra.jobs.spark.Encoders;
import org.penumbra.jobs.state.Forgotten;
import org.penumbra.score.ScoreHistogram;

/** What a task of a scan wave does with a shard: read, encode, score, keep or drop, tally. */
final class ShardScan implements FlatMapFunction<Shard, Row> {

  private static final String EXAMPLE = "example of the policy";
  private static final String FORGOTTEN = "forgotten";
  private static final String NO_VECTOR = "no vector";

  private final ShardOpener opener;
  private final SerializableConfiguration hadoop;
  private final ReadSpec spec;
  private final Broadcast<Scoring> scoring;
  private final PoolBounds bounds;
  private final long seed;
  private final Broadcast<Forgotten> forgotten;

  /**
   * @param scoring as a broadcast variable: its model of words takes a megabyte
   * @param forgotten items that never come back
   */
  ShardScan(
      ShardOpener opener,
      SerializableConfiguration hadoop,
      ReadSpec spec,
      Broadcast<Scoring> scoring,
      PoolBounds bounds,
      long seed,
      Broadcast<Forgotten> forgotten) {
    this.opener = opener;
    this.hadoop = hadoop;
    this.spec = spec;
    this.scoring = scoring;
    this.bounds = bounds;
    this.seed = seed;
    this.forgotten = forgotten;
  }

  @Override
  public Iterator<Row> call(Shard shard) throws IOException {
    return rows(shard, opener.open(hadoop.value(), shard, spec));
  }

  /** The same for rows that come from elsewhere, such as a table. */
  Iterator<Row> rows(Shard shard, ShardReader reader) {
    return new Rows(shard, reader, scoring.value());
  }

  private final class Rows implements Iterator<Row> {

    private final Shard shard;
    private final ShardReader reader;
    private final Scoring scoring;
    private final SiftedRows sifted;
    private final EncodedRows encoded;
    private final StableHash.Draw draw;
    private final ScoreHistogram scores = new ScoreHistogram();
    private Row next;
    private boolean ended;
    private long staged;
    private long dropped;
    private long rejected;

    Rows(Shard shard, ShardReader reader, Scoring scoring) {
      this.shard = shard;
      this.reader = reader;
      this.scoring = scoring;
      this.draw = new StableHash.Draw(seed, scoring.sample());
      this.sifted = new SiftedRows(reader, scoring, bounds, seed);
      this.encoded =
          new EncodedRows(
              sifted, scoring.encoder() == null ? null : Encoders.of(scoring.encoder()));
    }

    @Override
    public boolean hasNext() {
      while (next == null && !ended) {
        if (encoded.hasNext()) {
          next = staged(encoded.next());
        } else {
          ended = true;
          next = Staged.tally(shard, counts(), scores);
          close();
        }
      }
      return next != null;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Row row = next;
      next = null;
      return row;
    }

    /** The row to write, or null where it is dropped. */
    private Row staged(EncodedRow encodedRow) {
      CorpusRow row = encodedRow.row();
      if (row.rejected()) {
        rejected += row.rows();
        return Staged.reject(
            shard, row.position(), row.reject().wireName(), row.sample(), row.rows());
      }
      if (forgotten.value().contains(encodedRow.id(), row.text())) {
        rejected++;
        return Staged.reject(shard, row.position(), FORGOTTEN, null, 1);
      }
      if (scoring.scores() && encodedRow.encoded() == null) {
        rejected++;
        return Staged.reject(shard, row.position(), NO_VECTOR, row.text(), 1);
      }
      if (scoring.isExample(row.text(), encodedRow.encoded())) {
        rejected++;
        return Staged.reject(shard, row.position(), EXAMPLE, row.text(), 1);
      }
      Double score = scoring.score(encodedRow.encoded());
      if (score != null && encodedRow.auditWeight() == null) {
        scores.add(score);
        double random = draw.unit(encodedRow.id());
        if (!bounds.admits(random, score)) {
          dropped++;
          return null;
        }
      }
      staged++;
      return Staged.item(shard, encodedRow, score);
    }

    private Staged.Counts counts() {
      return new Staged.Counts(
          reader.rowsSeen(),
          staged,
          dropped + sifted.dropped(),
          sifted.dropped(),
          sifted.extraWeight(),
          rejected);
    }

    private void close() {
      try {
        reader.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
