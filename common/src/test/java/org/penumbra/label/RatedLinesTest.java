package org.penumbra.label;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RatedLinesTest {

  @Test
  void everyRatingAndEveryFieldAskedForIsAFirstAnswer() {
    List<ParsedLabel> rows =
        read(
            Set.of("crowd"),
            "{\"id\": \"a\", \"text\": \"t\", \"ratings\": [[\"r1\", 1], [\"r2\", \"unsure\"]],"
                + " \"crowd\": 0}",
            "",
            "{\"id\": 7, \"ratings\": [[\"r1\", false]], \"crowd\": null}");
    assertThat(rows)
        .extracting(row -> told((RawLabel) row))
        .containsExactly(
            "1 a r1 POSITIVE", "1 a r2 UNSURE", "1 a crowd NEGATIVE", "3 7 r1 NEGATIVE");
    assertThat(rows).allMatch(row -> ((RawLabel) row).phase() == Phase.FIRST);
  }

  @Test
  void whatCannotBeReadIsARejectAndTheRestSurvives() {
    List<ParsedLabel> rows =
        read(
            Set.of("score"),
            "{\"id\": \"a\", \"ratings\": [[\"r1\", 1], [\"r2\"], [3, 1], [\"r4\", 2], [\"r5\", []]]}",
            "{\"ratings\": []}",
            "{\"id\": \"b\", \"ratings\": 3}",
            "[1]",
            "{\"id\": \"c\", \"ratings\": [], \"score\": 0.15}");
    assertThat(rows.get(0)).isInstanceOf(RawLabel.class);
    assertThat(rows.subList(1, rows.size()))
        .extracting(row -> row.line() + ": " + ((LabelReject) row).reason())
        .containsExactly(
            "1: a rating is not [rater, answer]",
            "1: a rating is not [rater, answer]",
            "1: answer '2' is none of positive, negative, unsure, invalid, 1, 0, true, false, yes,"
                + " no",
            "1: the answer of r5 is no value",
            "2: id is neither text nor a whole number",
            "3: ratings is not a list",
            "4: not a JSON object in UTF-8",
            "5: answer '0.15' is none of positive, negative, unsure, invalid, 1, 0, true, false,"
                + " yes, no");
  }

  @Test
  void isToldByTheFirstLineThatHoldsAnything() {
    assertThat(lines("", "{\"id\": \"a\", \"ratings\": []}").recognised()).isTrue();
    assertThat(lines("{\"item_id\": \"a\", \"rater\": \"r\", \"answer\": 1}").recognised())
        .isFalse();
    assertThat(lines("not JSON").recognised()).isFalse();
    assertThat(lines().recognised()).isFalse();
  }

  private static String told(RawLabel row) {
    return row.line() + " " + row.itemId() + " " + row.rater() + " " + row.answer();
  }

  private static List<ParsedLabel> read(Set<String> fields, String... lines) {
    return lines(lines).read(fields);
  }

  private static RatedLines lines(String... lines) {
    return new RatedLines("f.jsonl", String.join("\n", lines).getBytes(UTF_8));
  }
}
