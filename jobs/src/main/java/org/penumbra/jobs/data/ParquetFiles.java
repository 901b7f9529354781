package org.penumbra.jobs.data;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.conf.HadoopParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;

/**
 * Parquet files read without Spark, under the configuration at hand: Parquet's own short forms load
 * Hadoop's defaults anew for each file, from every jar of the class path.
 */
public final class ParquetFiles {

  private ParquetFiles() {}

  /** A file's footer, and what it leads to. */
  public static ParquetFileReader open(Path file, Configuration hadoop) throws IOException {
    return open(HadoopInputFile.fromPath(file, hadoop), hadoop);
  }

  static ParquetFileReader open(InputFile file, Configuration hadoop) throws IOException {
    return ParquetFileReader.open(file, HadoopReadOptions.builder(hadoop).build());
  }

  /**
   * A file's rows.
   *
   * @param hadoop may name the columns wanted, as {@link ReadSupport#PARQUET_READ_SCHEMA}
   */
  public static ParquetReader<Group> rows(Path file, Configuration hadoop) throws IOException {
    return new Rows(HadoopInputFile.fromPath(file, hadoop), hadoop).build();
  }

  private static final class Rows extends ParquetReader.Builder<Group> {

    Rows(InputFile file, Configuration hadoop) {
      super(file, new HadoopParquetConfiguration(hadoop));
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
