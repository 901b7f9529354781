package org.penumbra.jobs.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.sum;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.penumbra.StableHash;
import org.penumbra.label.LabelFormat;
import org.penumbra.label.LabelReader;
import org.penumbra.label.LabelReject;
import org.penumbra.label.ParsedLabel;
import org.penumbra.provenance.Input;

/**
 * The label files of a round's inbox. Experts' labels are few: the driver reads them, and no file
 * that is larger than it can hold.
 */
public final class LabelFiles {

  private static final String PARQUET = ".parquet";
  private static final String GZIP = ".gz";

  /** Bytes of a file when unpacked: more than a million labels. */
  private static final int MOST = 256 << 20;

  private final SparkSession spark;
  private final Path inbox;
  private final List<FileStatus> files;
  private final int most;

  public LabelFiles(SparkSession spark, String uri) {
    this(spark, uri, MOST);
  }

  /**
   * The files of an inbox.
   *
   * @param most bytes of a file when unpacked
   */
  LabelFiles(SparkSession spark, String uri, int most) {
    this.spark = spark;
    this.inbox = new Path(uri);
    this.most = most;
    this.files = list();
  }

  /** The files as they were found: another hash means other answers. */
  public Input input() {
    StringBuilder listing = new StringBuilder();
    for (FileStatus file : files) {
      listing
          .append(file.getPath().getName())
          .append(' ')
          .append(file.getLen())
          .append(' ')
          .append(file.getModificationTime())
          .append('\n');
    }
    return new Input("label files", files.size(), 0, StableHash.id128(listing.toString()));
  }

  /** All rows of all files, by file name. */
  public List<ParsedLabel> read() {
    List<ParsedLabel> rows = new ArrayList<>();
    for (FileStatus file : files) {
      rows.addAll(rows(file.getPath()).toList());
    }
    return rows;
  }

  private List<FileStatus> list() {
    try {
      FileSystem system = inbox.getFileSystem(spark.sparkContext().hadoopConfiguration());
      return Arrays.stream(system.listStatus(inbox))
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
    boolean packed = name.toLowerCase(Locale.ROOT).endsWith(GZIP);
    String inner = packed ? name.substring(0, name.length() - GZIP.length()) : name;
    if (inner.toLowerCase(Locale.ROOT).endsWith(PARQUET)) {
      return parquet(file);
    }
    Optional<LabelFormat> format = LabelFormat.of(inner);
    if (format.isEmpty()) {
      return unread(name, "its name ends in none of .csv, .tsv, .json, .jsonl, .ndjson, .parquet");
    }
    byte[] bytes;
    try (FSDataInputStream in = open(file)) {
      bytes = packed ? unpacked(in) : in.readNBytes(most + 1);
    } catch (ZipException | EOFException e) {
      return unread(name, "not gzip, or torn");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.length > most ? tooLarge(name) : new LabelReader().read(name, format.get(), bytes);
  }

  /** The checks are those of JSON lines, so the rows pass through the same reader. */
  private Stream<ParsedLabel> parquet(Path file) {
    try {
      Dataset<String> rows = spark.read().parquet(file.toString()).toJSON();
      // Counted first: a small Parquet file can hold one value a billion times.
      Row size =
          rows.agg(coalesce(sum(octet_length(col("value")).plus(1)), lit(0L)))
              .collectAsList()
              .get(0);
      if (size.getLong(0) > most) {
        return tooLarge(file.getName());
      }
      String json = String.join("\n", rows.collectAsList());
      return new LabelReader().read(file.getName(), LabelFormat.JSON_LINES, json.getBytes(UTF_8));
    } catch (Exception e) {
      // What a torn file makes Spark throw is checked, unannounced and of many kinds.
      if (e instanceof AnalysisException || e instanceof SparkException) {
        return unread(file.getName(), "not Parquet, or torn");
      }
      throw e;
    }
  }

  private static Stream<ParsedLabel> unread(String name, String why) {
    return Stream.of(new LabelReject(name, 1, why + "; the file is unread", ""));
  }

  private Stream<ParsedLabel> tooLarge(String name) {
    return unread(name, String.format(Locale.ROOT, "more than %,d bytes when unpacked", most));
  }

  private byte[] unpacked(InputStream packed) throws IOException {
    try (InputStream in = new GZIPInputStream(packed)) {
      return in.readNBytes(most + 1);
    }
  }

  private FSDataInputStream open(Path file) throws IOException {
    return file.getFileSystem(spark.sparkContext().hadoopConfiguration()).open(file);
  }

  private static boolean hidden(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }
}
