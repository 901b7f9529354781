package org.penumbra.jobs.forget;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.penumbra.jobs.stage.RunContext;
import org.penumbra.jobs.state.Forgotten;
import org.penumbra.jobs.state.Store;
import org.penumbra.label.LabelFormat;
import org.penumbra.label.LabelReader;
import org.penumbra.label.LabelReject;
import org.penumbra.label.ParsedLabel;
import org.penumbra.label.RawLabel;

/**
 * The label files in the run's own inbox. Rows of forgotten items go, and rows that cannot be read
 * and hold such an id; every other byte stays. What is left of a Parquet file becomes JSON lines,
 * which read the same.
 */
public final class LabelFileErasure {

  private static final String INBOX = "inbox";
  private static final String PARQUET = ".parquet";
  private static final String JSON_LINES = ".jsonl";
  private static final String GZIP = ".gz";
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern BETWEEN_TOKENS = Pattern.compile("[\\s,;:|\"'{}\\[\\]]+");

  private final RunContext context;
  private final Forgotten forgotten;

  public LabelFileErasure(RunContext context, Forgotten forgotten) {
    this.context = context;
    this.forgotten = forgotten;
  }

  /** What has to change. */
  public List<Change> changes() {
    Store store = context.store();
    List<Change> changes = new ArrayList<>();
    for (String round : store.list(INBOX)) {
      for (String file : store.list(INBOX + "/" + round)) {
        change(INBOX + "/" + round + "/" + file).ifPresent(changes::add);
      }
    }
    return changes;
  }

  /** Makes the changes; the new file is there before an old one of another name goes. */
  public void apply(List<Change> changes) {
    for (Change change : changes) {
      context.lease().check();
      context.store().put(change.target(), change.content());
      if (!change.target().equals(change.path())) {
        context.store().delete(change.path());
      }
    }
  }

  private Optional<Change> change(String path) {
    if (path.toLowerCase(Locale.ROOT).endsWith(PARQUET)) {
      List<String> rows =
          context.spark().read().parquet(context.uri() + "/" + path).toJSON().collectAsList();
      byte[] json = (String.join("\n", rows) + "\n").getBytes(UTF_8);
      return change(path, path + JSON_LINES, Optional.of(LabelFormat.JSON_LINES), json);
    }
    Optional<byte[]> bytes = context.store().read(path);
    if (!path.toLowerCase(Locale.ROOT).endsWith(GZIP)) {
      return bytes.flatMap(content -> change(path, path, LabelFormat.of(path), content));
    }
    String inner = path.substring(0, path.length() - GZIP.length());
    return bytes
        .flatMap(LabelFileErasure::unpacked)
        .flatMap(content -> change(path, inner, LabelFormat.of(inner), content));
  }

  /** Torn or no gzip at all: nobody can read an id in it. */
  private static Optional<byte[]> unpacked(byte[] packed) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return Optional.of(in.readAllBytes());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A list of records loses those that mention an item; a broken one loses lines. */
  private Optional<Change> listChange(String path, String target, byte[] bytes) {
    try {
      if (JSON.readTree(bytes) instanceof ArrayNode records) {
        int all = records.size();
        for (int i = all - 1; i >= 0; i--) {
          if (mentions(List.of(JSON.writeValueAsBytes(records.get(i))))) {
            records.remove(i);
          }
        }
        return records.size() == all
            ? Optional.empty()
            : Optional.of(
                new Change(path, target, JSON.writeValueAsBytes(records), all - records.size()));
      }
    } catch (IOException e) {
      return change(path, target, Optional.empty(), bytes);
    }
    return change(path, target, Optional.empty(), bytes);
  }

  private Optional<Change> change(
      String path, String target, Optional<LabelFormat> told, byte[] bytes) {
    if (told.isPresent() && told.get() == LabelFormat.JSON) {
      return listChange(path, target, bytes);
    }
    List<byte[]> lines = lines(bytes);
    boolean[] gone = new boolean[lines.size()];
    long rows = 0;
    if (told.isPresent()) {
      LabelFormat format = told.get();
      List<ParsedLabel> read = new LabelReader().read(path, format, bytes).toList();
      for (int i = 0; i < read.size(); i++) {
        int from = (int) line(read.get(i)) - 1;
        int to = i + 1 < read.size() ? (int) line(read.get(i + 1)) - 1 : lines.size();
        // A header that cannot be read stands for its whole file, whose lines are looked at below.
        if (from > 0 || format == LabelFormat.JSON_LINES) {
          boolean goes =
              read.get(i) instanceof RawLabel label
                  ? forgotten.containsGuarded(label.itemId())
                  : mentions(lines.subList(from, to));
          if (goes) {
            rows++;
            Arrays.fill(gone, from, to, true);
          }
        } else {
          rows += markMentioning(lines, gone);
        }
      }
    } else {
      rows = markMentioning(lines, gone);
    }
    return rows == 0
        ? Optional.empty()
        : Optional.of(new Change(path, target, left(lines, gone), rows));
  }

  private long markMentioning(List<byte[]> lines, boolean[] gone) {
    long rows = 0;
    for (int i = 0; i < gone.length; i++) {
      gone[i] = mentions(lines.subList(i, i + 1));
      rows += gone[i] ? 1 : 0;
    }
    return rows;
  }

  private boolean mentions(List<byte[]> lines) {
    return lines.stream()
        .flatMap(line -> BETWEEN_TOKENS.splitAsStream(new String(line, UTF_8)))
        .anyMatch(forgotten::contains);
  }

  private static long line(ParsedLabel row) {
    return row instanceof RawLabel label ? label.line() : ((LabelReject) row).line();
  }

  private static List<byte[]> lines(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n' || i == bytes.length - 1) {
        lines.add(Arrays.copyOfRange(bytes, from, i + 1));
        from = i + 1;
      }
    }
    return lines;
  }

  private static byte[] left(List<byte[]> lines, boolean[] gone) {
    ByteArrayOutputStream left = new ByteArrayOutputStream();
    for (int i = 0; i < gone.length; i++) {
      if (!gone[i]) {
        left.writeBytes(lines.get(i));
      }
    }
    return left.toByteArray();
  }

  /**
   * A label file that loses rows.
   *
   * @param path relative to the run
   * @param target where what is left of it goes
   * @param content what is left
   * @param rows rows that go
   */
  @SuppressWarnings("ArrayRecordComponent") // a file's bytes, never compared
  public record Change(String path, String target, byte[] content, long rows) {}
}
