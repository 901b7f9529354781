package org.penumbra.jobs.forget;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.penumbra.Errors;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.Forgotten;
import org.penumbra.jobs.state.Store;

/**
 * The label files in the run's own inbox, in its folders too. What is left of a Parquet file
 * becomes JSON lines, which read the same. People may put files at any time: each is read again
 * right before it is written anew, and what cannot be searched is named.
 */
public final class LabelFileErasure {

  private static final String INBOX = "inbox";
  private static final String PARQUET = ".parquet";
  private static final String JSON_LINES = ".jsonl";
  private static final String GZIP = ".gz";
  private static final int TRIES = 3;

  private final RunContext context;
  private final RunFiles files;
  private final LabelRows rows;

  public LabelFileErasure(RunContext context, Forgotten forgotten) {
    this.context = context;
    this.files = new RunFiles(context);
    this.rows = new LabelRows(forgotten);
  }

  /** What has to go. */
  public Search search() {
    long found = 0;
    Map<String, RunFiles.Stamp> clean = new HashMap<>();
    SortedMap<String, String> unsearched = new TreeMap<>();
    for (RunFiles.Entry file : entries(unsearched)) {
      Searched searched = searched(file.path());
      searched.doubt().ifPresent(why -> unsearched.put(file.path(), why));
      found += searched.rows();
      if (searched.rows() == 0) {
        clean.put(file.path(), file.stamp());
      }
    }
    return new Search(found, unsearched, clean);
  }

  /** Erases it; files that came or changed since are searched now. */
  public void apply(Search search) {
    for (RunFiles.Entry file : entries(new TreeMap<>())) {
      if (!file.stamp().equals(search.clean().get(file.path()))) {
        erase(file.path());
      }
    }
  }

  private void erase(String path) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Optional<RunFiles.Stamp> read = files.stamp(path);
      Searched searched = searched(path);
      if (searched.rows() == 0) {
        return;
      }
      context.lease().check();
      if (read.equals(files.stamp(path))) {
        put(path, searched);
        return;
      }
    }
    throw Errors.labelFileRestless(path);
  }

  /** The new file is there before an old one of another name goes. */
  private void put(String path, Searched left) {
    Store store = context.store();
    String target = isParquet(unpackedName(path)) ? free(path, left.content()) : path;
    store.put(target, left.content());
    if (!target.equals(path)) {
      store.delete(path);
    }
    int name = path.lastIndexOf('/') + 1;
    // Hadoop's local file system would hold the checksum of the old bytes against the new.
    store.delete(path.substring(0, name) + "." + path.substring(name) + ".crc");
  }

  /** A name that nobody uses, or that a call which died has given to the same rows. */
  private String free(String path, byte[] content) {
    String name = path + JSON_LINES;
    for (int number = 2; ; number++) {
      Optional<byte[]> there = context.store().read(name);
      if (there.isEmpty() || Arrays.equals(there.get(), content)) {
        return name;
      }
      name = path + "-" + number + JSON_LINES;
    }
  }

  private List<RunFiles.Entry> entries(Map<String, String> unsearched) {
    List<RunFiles.Entry> entries = new ArrayList<>();
    files.walk(
        INBOX,
        LabelFileErasure::isParquet,
        entries::add,
        folder -> unsearched.put(folder, "the folder cannot be listed"));
    return entries;
  }

  private Searched searched(String path) {
    try {
      String name = unpackedName(path);
      if (isParquet(name)) {
        return parquet(path);
      }
      Optional<byte[]> bytes = context.store().read(path);
      return bytes
          .map(file -> isPacked(path) ? gzip(name, file) : Searched.of(rows.of(name, file)))
          .orElse(Searched.GONE);
    } catch (UncheckedIOException e) {
      return Searched.unread("it cannot be read");
    }
  }

  /** Packed again under the same name: the name without its end may be that of a neighbour. */
  private Searched gzip(String name, byte[] packed) {
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed));
        GZIPOutputStream out = new GZIPOutputStream(again)) {
      LabelRows.Left left = rows.of(name, in.readAllBytes());
      out.write(left.content());
      out.finish();
      return new Searched(again.toByteArray(), left.rows(), left.doubt());
    } catch (IOException e) {
      return Searched.unread("not gzip, or torn");
    }
  }

  private Searched parquet(String path) {
    try {
      List<String> records =
          context.spark().read().parquet(context.uri() + "/" + path).toJSON().collectAsList();
      byte[] json = (String.join("\n", records) + "\n").getBytes(UTF_8);
      return Searched.of(rows.of(path + JSON_LINES, json));
    } catch (Exception e) {
      // What a torn file makes Spark throw is checked, unannounced and of many kinds.
      if (e instanceof AnalysisException || e instanceof SparkException) {
        return Searched.unread("not Parquet, or torn");
      }
      throw e;
    }
  }

  private static boolean isPacked(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(GZIP);
  }

  private static String unpackedName(String path) {
    return isPacked(path) ? path.substring(0, path.length() - GZIP.length()) : path;
  }

  private static boolean isParquet(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(PARQUET);
  }

  /**
   * What the inbox holds.
   *
   * @param rows that go
   * @param unsearched why, by the path of each file in which an id may have been missed
   * @param clean files without any, as they were
   */
  public record Search(
      long rows, SortedMap<String, String> unsearched, Map<String, RunFiles.Stamp> clean) {}

  @SuppressWarnings("ArrayRecordComponent") // a file's bytes, never compared
  private record Searched(byte[] content, long rows, Optional<String> doubt) {

    static final Searched GONE = new Searched(new byte[0], 0, Optional.empty());

    static Searched of(LabelRows.Left left) {
      return new Searched(left.content(), left.rows(), left.doubt());
    }

    static Searched unread(String why) {
      return new Searched(new byte[0], 0, Optional.of(why));
    }
  }
}
