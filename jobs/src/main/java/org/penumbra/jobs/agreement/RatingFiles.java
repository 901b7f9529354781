package org.penumbra.jobs.agreement;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.penumbra.Errors;
import org.penumbra.label.ExpertLabel;
import org.penumbra.label.LabelFormat;
import org.penumbra.label.LabelReader;
import org.penumbra.label.LabelReject;
import org.penumbra.label.ParsedLabel;
import org.penumbra.label.Phase;
import org.penumbra.label.RatedLines;
import org.penumbra.label.RawLabel;

/**
 * Files of answers: label files as {@code ingest} takes them, or JSON lines with an item's ratings
 * each; plain or gzip. Of rows that say the same of one item, rater and phase one is kept; of rows
 * that contradict one another none is.
 */
public final class RatingFiles {

  private static final String GZIP = ".gz";

  private final List<ExpertLabel> labels = new ArrayList<>();
  private final List<LabelReject> rejects = new ArrayList<>();

  /**
   * Reads files.
   *
   * @param fields of lines with ratings, each taken as one more rater
   * @throws org.penumbra.UserException if a file cannot be read, or none holds an answer, or they
   *     answer the questions of several policies
   */
  public RatingFiles(List<Path> files, Set<String> fields) {
    List<RawLabel> rows = new ArrayList<>();
    for (Path file : files) {
      for (ParsedLabel parsed : parsed(file, fields)) {
        if (parsed instanceof RawLabel row) {
          rows.add(row);
        } else {
          rejects.add((LabelReject) parsed);
        }
      }
    }
    keep(rows);
    TreeSet<String> policies = new TreeSet<>();
    labels.forEach(label -> policies.add(label.policyId()));
    if (policies.size() > 1) {
      throw Errors.policiesMixed(List.copyOf(policies));
    }
    if (labels.isEmpty()) {
      throw Errors.noRatings(
          files.stream().map(Path::toString).toList(),
          rejects.size(),
          rejects.isEmpty() ? "" : rejects.get(0).reason());
    }
  }

  /** The answers, by item, rater and phase. */
  public List<ExpertLabel> labels() {
    return List.copyOf(labels);
  }

  /** Rows that could not be taken. */
  public List<LabelReject> rejects() {
    return List.copyOf(rejects);
  }

  private void keep(List<RawLabel> rows) {
    record Key(String item, String rater, Phase phase) {}
    SortedMap<Key, List<RawLabel>> byKey =
        new TreeMap<>(
            Comparator.comparing(Key::item).thenComparing(Key::rater).thenComparing(Key::phase));
    rows.stream()
        .filter(row -> !row.itemId().isBlank())
        .forEach(
            row ->
                byKey
                    .computeIfAbsent(
                        new Key(row.itemId(), row.rater(), row.phase()), key -> new ArrayList<>())
                    .add(row));
    rows.stream()
        .filter(row -> row.itemId().isBlank())
        .forEach(row -> rejects.add(reject(row, "item_id is empty")));
    for (List<RawLabel> same : byKey.values()) {
      if (same.stream().map(RawLabel::answer).distinct().count() > 1) {
        same.forEach(row -> rejects.add(reject(row, "this rater answered this item differently")));
      } else {
        labels.add(label(same.get(0)));
      }
    }
  }

  private static LabelReject reject(RawLabel row, String reason) {
    return new LabelReject(row.file(), row.line(), reason, row.itemId() + ", " + row.rater());
  }

  private static ExpertLabel label(RawLabel row) {
    int round = row.round() == null ? 1 : row.round();
    return row.label(row.policyId(), row.guidelineVersion(), round, Instant.EPOCH);
  }

  private static List<ParsedLabel> parsed(Path file, Set<String> fields) {
    String name = file.getFileName().toString();
    boolean packed = name.toLowerCase(Locale.ROOT).endsWith(GZIP);
    LabelFormat format =
        LabelFormat.of(packed ? name.substring(0, name.length() - GZIP.length()) : name)
            .orElseThrow(
                () ->
                    Errors.ratingsUnreadable(
                        file.toString(),
                        "its name ends in none of .csv, .tsv, .json, .jsonl and .ndjson"));
    byte[] bytes = bytes(file, packed);
    RatedLines lines = new RatedLines(name, bytes);
    return format == LabelFormat.JSON_LINES && lines.recognised()
        ? lines.read(fields)
        : new LabelReader().read(name, format, bytes).toList();
  }

  private static byte[] bytes(Path file, boolean packed) {
    try (InputStream in = Files.newInputStream(file);
        InputStream plain = packed ? new GZIPInputStream(in) : in) {
      return plain.readAllBytes();
    } catch (NoSuchFileException e) {
      throw Errors.ratingsUnreadable(file.toString(), "nothing exists there");
    } catch (IOException e) {
      throw Errors.ratingsUnreadable(file.toString(), e.getMessage());
    }
  }
}
