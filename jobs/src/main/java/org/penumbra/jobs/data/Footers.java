package org.penumbra.jobs.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;

/** What Parquet footers say: the count of what was written that owes nothing to the writer. */
final class Footers {

  private static final String SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";

  private Footers() {}

  static long rows(FileStatus file, Configuration configuration) {
    try (ParquetFileReader reader =
        ParquetFiles.open(HadoopInputFile.fromStatus(file, configuration), configuration)) {
      return reader.getRecordCount();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema version a file was written with; 0 for files that are not ours. */
  static long schemaVersion(Path file, Configuration configuration) {
    try (ParquetFileReader reader = ParquetFiles.open(file, configuration)) {
      String json = reader.getFileMetaData().getKeyValueMetaData().get(SPARK_SCHEMA);
      if (json == null) {
        return 0;
      }
      Metadata first = ((StructType) DataType.fromJson(json)).fields()[0].metadata();
      return first.contains(RunDataset.SCHEMA_VERSION_KEY)
          ? first.getLong(RunDataset.SCHEMA_VERSION_KEY)
          : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
