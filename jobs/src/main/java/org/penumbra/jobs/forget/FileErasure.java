package org.penumbra.jobs.forget;

import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.penumbra.jobs.data.ParquetFiles;

/**
 * What a task does to write a file anew beside itself without forgotten items: the other rows come
 * in the same order, under the same schema and with the same key-value metadata.
 */
final class FileErasure implements Function<WaveFile, FileErasure.Left> {

  private static final String SUFFIX = ".parquet";

  private final SerializableConfiguration hadoop;
  private final Broadcast<ErasureRule> shared;
  private final int number;

  /**
   * @param number of the forgetting, for the new file's name
   */
  FileErasure(SerializableConfiguration hadoop, Broadcast<ErasureRule> shared, int number) {
    this.hadoop = hadoop;
    this.shared = shared;
    this.number = number;
  }

  @Override
  public Left call(WaveFile file) throws IOException {
    ErasureRule rule = shared.value();
    Configuration conf = hadoop.value();
    Path old = new Path(file.uri());
    // Two attempts of a task never write to the same file.
    String end = "-f" + number + "-" + TaskContext.get().taskAttemptId() + SUFFIX;
    String path = file.path().substring(0, file.path().length() - SUFFIX.length()) + end;
    Path target = new Path(old.getParent(), path.substring(path.lastIndexOf('/') + 1));
    long rows = 0;
    try (ParquetReader<Group> reader = ParquetFiles.rows(old, conf);
        ParquetWriter<Group> writer = writer(old, target)) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        if (rule.removedFor(row).isEmpty()) {
          writer.write(rule.left(row));
          rows++;
        }
      }
    }
    FileSystem files = target.getFileSystem(conf);
    return new Left(file.path(), path, rows, files.getFileStatus(target).getLen());
  }

  private ParquetWriter<Group> writer(Path old, Path target) throws IOException {
    FileMetaData meta;
    CompressionCodecName codec = CompressionCodecName.ZSTD;
    try (ParquetFileReader reader = ParquetFiles.open(old, hadoop.value())) {
      meta = reader.getFileMetaData();
      if (!reader.getFooter().getBlocks().isEmpty()) {
        codec = reader.getFooter().getBlocks().get(0).getColumns().get(0).getCodec();
      }
    }
    Map<String, String> metadata = new HashMap<>(meta.getKeyValueMetaData());
    return ExampleParquetWriter.builder(HadoopOutputFile.fromPath(target, hadoop.value()))
        .withConf(hadoop.value())
        .withType(meta.getSchema())
        .withExtraMetaData(metadata)
        .withCompressionCodec(codec)
        .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
        .withDictionaryEncoding("vector.list.element", false)
        .withDictionaryEncoding("windows.list.element", false)
        .build();
  }

  /**
   * A file written anew.
   *
   * @param old the path of the file before, relative to the run
   * @param path its own
   * @param rows rows in it
   * @param bytes its length
   */
  record Left(String old, String path, long rows, long bytes) implements Serializable {}
}
