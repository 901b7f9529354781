package org.penumbra.jobs.corpus;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.penumbra.Errors;

/** Opens shards of files, after a look whether the file is still the one that was planned. */
public final class FileShardOpener implements ShardOpener {

  private static final long serialVersionUID = 1L;

  @Override
  public ShardReader open(Configuration hadoop, Shard shard, ReadSpec spec) throws IOException {
    Path path = new Path(shard.path());
    FileSystem files = path.getFileSystem(hadoop);
    refuseChanged(files, path, shard);
    if (shard.format() == CorpusFormat.PARQUET) {
      return ParquetShardReader.open(files, hadoop, shard, spec);
    }
    FSDataInputStream file = files.open(path);
    try {
      return stream(file, shard, spec);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static ShardReader stream(FSDataInputStream file, Shard shard, ReadSpec spec)
      throws IOException {
    // One byte earlier: whether a line starts at the range is told by what stands before it.
    long from = Math.max(0, shard.start() - 1);
    file.seek(from);
    ByteWindow window = new ByteWindow(decompressed(new SteadyStream(file), shard), from);
    int cap = spec.maxRecordBytes();
    return switch (shard.format()) {
      case TEXT ->
          new StreamReader(new LineSplitter(window, shard, cap), new TextFields(), spec, false);
      case JSONL ->
          new StreamReader(
              new LineSplitter(window, shard, cap),
              new JsonFields(spec.columns(), cap),
              spec,
              spec.columns().id() != null);
      default -> csv(window, shard, spec);
    };
  }

  private static ShardReader csv(ByteWindow window, Shard shard, ReadSpec spec) throws IOException {
    char delimiter = CsvFields.delimiter(shard.path());
    CsvSplitter splitter = new CsvSplitter(window, shard, delimiter, spec.maxRecordBytes());
    RawRecord header = splitter.header();
    if (header == null) {
      return new StreamReader(splitter, new TextFields(), spec, false);
    }
    if (header.flaw() != null) {
      throw Errors.corpusHeader(shard.path(), header.flaw().wireName());
    }
    String names =
        Utf8.decode(header.bytes())
            .orElseThrow(() -> Errors.corpusHeader(shard.path(), RejectReason.NOT_UTF8.wireName()));
    CsvFields fields = new CsvFields(shard.path(), names, delimiter, spec.columns());
    return new StreamReader(splitter, fields, spec, spec.columns().id() != null);
  }

  private static InputStream decompressed(InputStream file, Shard shard) throws IOException {
    return switch (shard.compression()) {
      case NONE -> file;
      case GZIP -> new GzipStream(file);
      case ZSTD -> new ZstdStream(file);
    };
  }

  private static void refuseChanged(FileSystem files, Path path, Shard shard) throws IOException {
    String planned = state(shard.fileLength(), shard.modified());
    try {
      FileStatus now = files.getFileStatus(path);
      String found = state(now.getLen(), now.getModificationTime());
      if (!found.equals(planned)) {
        throw Errors.corpusFileChanged(shard.path(), planned, found);
      }
    } catch (FileNotFoundException e) {
      throw Errors.corpusFileChanged(shard.path(), planned, "nothing");
    }
  }

  private static String state(long length, long modified) {
    return length + " bytes of " + Instant.ofEpochMilli(modified);
  }
}
