package org.penumbra.jobs.forget;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.penumbra.jobs.state.Forgotten;
import org.penumbra.label.LabelFormat;
import org.penumbra.label.LabelReader;
import org.penumbra.label.ParsedLabel;
import org.penumbra.label.RawLabel;

/**
 * What is left of a label file's bytes: rows of forgotten items go, and what cannot be read as rows
 * and holds such an id; every other byte stays.
 */
final class LabelRows {

  private static final JsonMapper JSON = new JsonMapper();

  private final Mentions mentions;

  LabelRows(Forgotten forgotten) {
    this.mentions = new Mentions(forgotten);
  }

  /**
   * Searches a file.
   *
   * @param name of the file, which tells its format
   */
  Left of(String name, byte[] bytes) {
    TextLines lines = new TextLines(bytes);
    Optional<LabelFormat> format = LabelFormat.of(name);
    Optional<String> doubt =
        lines.isText()
            ? Optional.empty()
            : Optional.of("neither UTF-8 nor UTF-16 with its mark, so that an id may be missed");
    if (format.isEmpty() && doubt.isPresent()) {
      // Such as a spreadsheet or an archive, which to lose a "line" would only destroy.
      return new Left(bytes, 0, doubt);
    }
    if (format.isPresent() && format.get() == LabelFormat.JSON) {
      RecordList list = new RecordList(lines.text(), mentions);
      return new Left(lines.encoded(list.left()), list.rows(), doubt);
    }
    BitSet gone = new BitSet();
    long rows =
        format.isPresent() && format.get() == LabelFormat.CSV
            ? markCsv(name, lines, gone)
            : markLines(lines, gone, format.isPresent());
    return new Left(rows == 0 ? bytes : lines.without(gone), rows, doubt);
  }

  private long markLines(TextLines lines, BitSet gone, boolean json) {
    long rows = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.text(i, i + 1);
      if (json ? inRecord(line) : mentions.inBroken(line)) {
        gone.set(i);
        rows++;
      }
    }
    return rows;
  }

  private boolean inRecord(String line) {
    try (JsonParser parser = JSON.createParser(line)) {
      boolean found = false;
      while (parser.nextToken() != null) {
        found |= mentions.in(parser);
      }
      return found;
    } catch (IOException e) {
      return mentions.inBroken(line);
    }
  }

  private long markCsv(String name, TextLines lines, BitSet gone) {
    List<ParsedLabel> read = new LabelReader().read(name, LabelFormat.CSV, lines.utf8()).toList();
    long rows = 0;
    for (int i = 0; i < read.size(); i++) {
      int from = (int) read.get(i).line() - 1;
      int to = i + 1 < read.size() ? (int) read.get(i + 1).line() - 1 : lines.size();
      if (from == 0) {
        return markUnheaded(lines, gone);
      }
      boolean goes =
          read.get(i) instanceof RawLabel label
              ? mentions.names(label.itemId()) || mentions.names(label.taskId())
              : mentions.inBroken(lines.text(from, to));
      if (goes) {
        rows++;
        gone.set(from, to);
      }
    }
    return rows;
  }

  /** Without a header that can be read a row still ends where its quotes are closed. */
  private long markUnheaded(TextLines lines, BitSet gone) {
    long rows = 0;
    int to;
    for (int from = 0; from < lines.size(); from = to) {
      to = endOfRow(lines, from);
      if (mentions.inBroken(lines.text(from, to))) {
        gone.set(from, to);
        rows++;
      }
    }
    return rows;
  }

  private static int endOfRow(TextLines lines, int from) {
    long quotes = 0;
    for (int to = from + 1; to <= lines.size(); to++) {
      quotes += lines.text(to - 1, to).chars().filter(c -> c == '"').count();
      if (quotes % 2 == 0) {
        return to;
      }
    }
    return from + 1;
  }

  /**
   * A file searched.
   *
   * @param content what is left
   * @param rows that go
   * @param doubt why an id may have been missed, if it may
   */
  @SuppressWarnings("ArrayRecordComponent") // a file's bytes, never compared
  record Left(byte[] content, long rows, Optional<String> doubt) {}
}
