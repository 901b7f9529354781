package org.penumbra.jobs.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;

/**
 * Rows of the row groups whose middle lies in the shard's range, as Parquet's own splits have it. A
 * row group that cannot be read is one reject for all rows its footer promised; a file without a
 * readable footer is one reject of its first shard.
 */
final class ParquetShardReader implements ShardReader {

  private final ParquetFileReader file;
  private final List<BlockMetaData> groups;
  private final ParquetFields fields;
  private final ReadSpec spec;
  private final MessageColumnIO columns;
  private CorpusRow next;
  private int group = -1;
  private RecordReader<ParquetRow> rows;
  private long handedOut;
  private long rowsSeen;

  private ParquetShardReader(ParquetFileReader file, ParquetFields fields, ReadSpec spec) {
    this.file = file;
    this.groups = file.getRowGroups();
    this.fields = fields;
    this.spec = spec;
    file.setRequestedSchema(fields.projection());
    this.columns = new ColumnIOFactory().getColumnIO(fields.projection());
  }

  static ShardReader open(FileSystem files, Configuration hadoop, Shard shard, ReadSpec spec)
      throws IOException {
    ParquetReadOptions options =
        HadoopReadOptions.builder(hadoop)
            .withRange(shard.start(), shard.end())
            .usePageChecksumVerification(true)
            .build();
    ParquetFileReader file;
    try {
      file =
          ParquetFileReader.open(
              new ParquetBytes(files, new Path(shard.path()), shard.fileLength()), options);
    } catch (IOException | RuntimeException e) {
      rethrowStoreFailure(e);
      return new UnreadableFile(shard, e);
    }
    try {
      ParquetFields fields =
          new ParquetFields(
              shard.path(), file.getFooter().getFileMetaData().getSchema(), spec.columns());
      return new ParquetShardReader(file, fields, spec);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public boolean hasNext() {
    while (next == null && group < groups.size()) {
      try {
        advance();
      } catch (IOException | RuntimeException e) {
        rethrowUnchecked(e);
        next = lost(e);
        rows = null;
      }
    }
    return next != null;
  }

  @Override
  public CorpusRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    CorpusRow row = next;
    next = null;
    return row;
  }

  @Override
  public long rowsSeen() {
    return rowsSeen;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void advance() throws IOException {
    if (rows == null || handedOut == groups.get(group).getRowCount()) {
      rows = null;
      handedOut = 0;
      if (++group == groups.size()) {
        return;
      }
      rowsSeen += groups.get(group).getRowCount();
      rows = columns.getRecordReader(file.readRowGroup(group), fields.materializer());
    } else {
      long position = groups.get(group).getRowIndexOffset() + handedOut;
      rows.read();
      next = fields.row(position, spec);
      handedOut++;
    }
  }

  private CorpusRow lost(Exception why) {
    BlockMetaData broken = groups.get(group);
    return CorpusRow.lost(
        broken.getRowIndexOffset() + handedOut,
        RejectReason.REST_UNREADABLE,
        Utf8.sample(String.valueOf(why.getMessage())),
        broken.getRowCount() - handedOut);
  }

  private static void rethrowStoreFailure(Exception thrown) throws IOException {
    IOException failure = ParquetBytes.storeFailure(thrown);
    if (failure != null) {
      throw failure;
    }
  }

  private static void rethrowUnchecked(Exception thrown) {
    try {
      rethrowStoreFailure(thrown);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
