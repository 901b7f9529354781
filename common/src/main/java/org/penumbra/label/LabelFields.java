package org.penumbra.label;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns the named fields of one row, whatever file format they came from, into a label. */
public final class LabelFields {

  /** Every field that is read. */
  public static final Set<String> NAMES =
      Set.of(
          "task_id",
          "item_id",
          "pair_id",
          "rater",
          "answer",
          "label",
          "phase",
          "reasons",
          "seconds",
          "language",
          "note",
          "tool",
          "at",
          "policy_id",
          "guideline_version",
          "round");

  private static final int LONGEST_QUOTE = 40;
  private static final Pattern REASON_SEPARATOR = Pattern.compile("[|;]");

  private static final class BadField extends Exception {
    BadField(String reason) {
      super(reason);
    }
  }

  private final Map<String, String> fields;

  private LabelFields(Map<String, String> fields) {
    this.fields = fields;
  }

  /**
   * Reads a row.
   *
   * @param fields text by lower-case name; an absent or empty one is one not said; reason codes are
   *     parted by | or ;
   * @param sample the row as it stood in the file, for a reject
   */
  public static ParsedLabel parse(
      String file, long line, Map<String, String> fields, String sample) {
    try {
      return new LabelFields(fields).label(file, line);
    } catch (BadField e) {
      return new LabelReject(file, line, e.getMessage(), sample);
    }
  }

  private RawLabel label(String file, long line) throws BadField {
    return new RawLabel(
        file,
        line,
        text("task_id"),
        itemId(),
        text("pair_id"),
        required("rater"),
        answer(),
        phase(),
        reasons(),
        seconds(),
        text("language"),
        text("note"),
        text("tool"),
        at(),
        text("policy_id"),
        text("guideline_version"),
        round());
  }

  /** Kept as it stands: an identifier may begin or end with a space. */
  private String itemId() throws BadField {
    String itemId = fields.getOrDefault("item_id", "");
    if (itemId.isBlank() && text("task_id").isEmpty()) {
      throw new BadField("item_id is empty");
    }
    return itemId;
  }

  private Answer answer() throws BadField {
    Optional<Answer> answer = answer("answer");
    Optional<Answer> label = answer("label");
    if (answer.isEmpty() && label.isEmpty()) {
      throw new BadField("answer is empty");
    }
    if (answer.isPresent() && label.isPresent() && !answer.equals(label)) {
      throw new BadField(
          "answer '%s' and label '%s' contradict one another"
              .formatted(quoted(text("answer")), quoted(text("label"))));
    }
    return answer.or(() -> label).orElseThrow();
  }

  private Optional<Answer> answer(String name) throws BadField {
    String text = text(name);
    Optional<Answer> answer = Answer.parse(text);
    if (!text.isEmpty() && answer.isEmpty()) {
      throw new BadField(
          "%s '%s' is none of positive, negative, unsure, invalid, 1, 0, true, false, yes, no"
              .formatted(name, quoted(text)));
    }
    return answer;
  }

  private Phase phase() throws BadField {
    String text = text("phase");
    if (text.isEmpty()) {
      return Phase.FIRST;
    }
    return Phase.parse(text)
        .orElseThrow(
            () ->
                new BadField(
                    "phase '%s' is none of calibration, first, repeat, adjudication, appeal"
                        .formatted(quoted(text))));
  }

  private List<String> reasons() {
    return Arrays.stream(REASON_SEPARATOR.split(text("reasons")))
        .map(String::strip)
        .filter(reason -> !reason.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  private Double seconds() throws BadField {
    String text = text("seconds");
    if (text.isEmpty()) {
      return null;
    }
    try {
      double seconds = Double.parseDouble(text);
      if (seconds >= 0 && seconds <= Double.MAX_VALUE) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      throw notANumber("seconds", text);
    }
    throw notANumber("seconds", text);
  }

  private Integer round() throws BadField {
    String text = text("round");
    try {
      return text.isEmpty() ? null : Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw notANumber("round", text);
    }
  }

  private Instant at() throws BadField {
    String text = text("at");
    try {
      return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new BadField("at '%s' is no time such as 2026-01-31T09:30:00Z".formatted(quoted(text)));
    }
  }

  /** Columns that slipped put whole texts where a word is expected. */
  private static String quoted(String value) {
    return value.codePointCount(0, value.length()) <= LONGEST_QUOTE
        ? value
        : value.substring(0, value.offsetByCodePoints(0, LONGEST_QUOTE)) + "…";
  }

  private static BadField notANumber(String name, String text) {
    return new BadField("%s '%s' is no number of 0 or more".formatted(name, quoted(text)));
  }

  private String required(String name) throws BadField {
    String text = text(name);
    if (text.isEmpty()) {
      throw new BadField(name + " is empty");
    }
    return text;
  }

  private String text(String name) {
    return fields.getOrDefault(name, "").strip();
  }
}
