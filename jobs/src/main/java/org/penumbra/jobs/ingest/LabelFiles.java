package org.penumbra.jobs.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.penumbra.label.LabelFormat;
import org.penumbra.label.LabelReader;
import org.penumbra.label.ParsedLabel;

/** The label files of a round's inbox. Experts' labels are few: the driver reads them. */
public final class LabelFiles {

  private static final String PARQUET = ".parquet";

  private final SparkSession spark;
  private final Path inbox;

  public LabelFiles(SparkSession spark, String uri) {
    this.spark = spark;
    this.inbox = new Path(uri);
  }

  /** All rows of all files, by file name. */
  public List<ParsedLabel> read() {
    List<ParsedLabel> rows = new ArrayList<>();
    for (FileStatus file : files()) {
      rows.addAll(rows(file.getPath()).toList());
    }
    return rows;
  }

  private List<FileStatus> files() {
    try {
      FileSystem files = inbox.getFileSystem(spark.sparkContext().hadoopConfiguration());
      return Arrays.stream(files.listStatus(inbox))
          .filter(status -> !hidden(status.getPath().getName()))
          .sorted(Comparator.comparing(status -> status.getPath().getName()))
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<ParsedLabel> rows(Path file) {
    String name = file.getName();
    if (name.toLowerCase(Locale.ROOT).endsWith(PARQUET)) {
      // The checks are those of JSON lines, so the rows pass through the same reader.
      String json =
          String.join("\n", spark.read().parquet(file.toString()).toJSON().collectAsList());
      return new LabelReader().read(name, LabelFormat.JSON_LINES, json.getBytes(UTF_8));
    }
    return new LabelReader().read(name, LabelFormat.of(name), bytes(file));
  }

  private byte[] bytes(Path file) {
    try (FSDataInputStream in =
        file.getFileSystem(spark.sparkContext().hadoopConfiguration()).open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hidden(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }
}
