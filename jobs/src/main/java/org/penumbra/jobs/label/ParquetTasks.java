package org.penumbra.jobs.label;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.penumbra.label.Task;
import org.penumbra.label.Worksheet;

/** A worksheet as one Parquet file, for notebooks; filled in and saved, it comes back as labels. */
final class ParquetTasks {

  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message tasks {
            required binary task_id (STRING);
            required binary item_id (STRING);
            required binary pair_id (STRING);
            required binary text (STRING);
            required binary rater (STRING);
          }""");

  private ParquetTasks() {}

  static byte[] of(Worksheet worksheet) {
    try {
      Path file = Files.createTempFile("tasks", ".parquet");
      try {
        write(worksheet, file);
        return Files.readAllBytes(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Worksheet worksheet, Path file) throws IOException {
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(SCHEMA)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .build()) {
      SimpleGroupFactory rows = new SimpleGroupFactory(SCHEMA);
      for (Task task : worksheet.tasks()) {
        writer.write(
            rows.newGroup()
                .append("task_id", task.taskId())
                .append("item_id", task.itemId())
                .append("pair_id", task.pairId())
                .append("text", task.text())
                .append("rater", worksheet.rater()));
      }
    }
  }
}
