package org.penumbra.label;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LabelReaderTest {

  @Test
  void readsCsvByColumnNameInAnyOrderAndIgnoresOtherColumns() {
    List<ParsedLabel> rows =
        csv("Label,text,RATER,item_id\n1,\"buy, now\",ann,i1\nno,x,bob,i2\r\nunsure,x,cay,i3\n");
    assertThat(rows)
        .extracting(row -> brief(row))
        .containsExactly("2 i1 ann POSITIVE", "3 i2 bob NEGATIVE", "4 i3 cay UNSURE");
  }

  @Test
  void readsEveryOptionalColumn() {
    ParsedLabel row =
        csv("item_id,rater,answer,label,phase,reasons,seconds,language,note,tool,at,policy_id,"
                + "guideline_version,round\n"
                + "i1,ann,positive,1,Repeat,b|a;b,3.5,en,\"said \"\"no\"\"\",ls,"
                + "2026-01-31T10:30:00+01:00,health,v2,3\n")
            .get(0);
    assertThat(row)
        .isEqualTo(
            new RawLabel(
                "f",
                2,
                "",
                "i1",
                "",
                "ann",
                Answer.POSITIVE,
                Phase.REPEAT,
                List.of("a", "b"),
                3.5,
                "en",
                "said \"no\"",
                "ls",
                Instant.parse("2026-01-31T09:30:00Z"),
                "health",
                "v2",
                3));
  }

  @Test
  void aTextOfSeveralLinesInAColumnIsOneRowAndKeepsLineNumbersRight() {
    List<ParsedLabel> rows =
        csv(
            "item_id,text,rater,label\ni1,\"one\ntwo, \"\"quoted\"\"\n\nfour\",ann,1\ni2,x,ann,0\n");
    assertThat(rows)
        .extracting(row -> brief(row))
        .containsExactly("2 i1 ann POSITIVE", "6 i2 ann NEGATIVE");
  }

  @Test
  void semicolonsTabsAByteOrderMarkAndABlankLineAreNoHindrance() {
    assertThat(csv("\uFEFFitem_id;rater;label\n\ni1;ann;1,5\ni2;ann;0"))
        .extracting(row -> brief(row))
        .containsExactly(
            "3 label '1,5' is none of positive, negative, unsure, invalid, 1, 0, true, false, yes,"
                + " no",
            "4 i2 ann NEGATIVE");
    assertThat(csv("item_id\trater\tlabel\ni1\tann\t1\n"))
        .hasSize(1)
        .first()
        .isInstanceOf(RawLabel.class);
  }

  @Test
  void aBadCsvRowIsARejectWithAReasonAndItsNeighboursSurvive() {
    List<ParsedLabel> rows =
        csv(
            """
            item_id,rater,label
            i1,ann,1
            i2,,1
            ,ann,1
            i3,ann,maybe
            i4,ann
            i5,ann,1,extra
            i6,ann,
            "i7"x,ann,1
            i8,ann,0
            i9,a
            """
                .stripTrailing());
    assertThat(rows)
        .extracting(row -> brief(row))
        .containsExactly(
            "2 i1 ann POSITIVE",
            "3 rater is empty",
            "4 item_id is empty",
            "5 label 'maybe' is none of positive, negative, unsure, invalid, 1, 0, true, false,"
                + " yes, no",
            "6 2 columns where the header has 3",
            "7 4 columns where the header has 3",
            "8 answer is empty",
            "9 text after a closing quote",
            "10 i8 ann NEGATIVE",
            "11 2 columns where the header has 3");
    assertThat(((LabelReject) rows.get(4)).sample()).isEqualTo("i4,ann");
  }

  @Test
  void aQuoteThatNeverClosesCostsItsOwnRowOnly() {
    assertThat(csv("item_id,rater,label,note\ni1,ann,1,\"oh\ni2,ann,0,x\ni3,bob,1,y\n"))
        .extracting(row -> brief(row))
        .containsExactly("2 a quote is never closed", "3 i2 ann NEGATIVE", "4 i3 bob POSITIVE");
  }

  @Test
  void aQuoteClosedByAnotherRowsQuoteCostsItsOwnRowOnly() {
    assertThat(csv("item_id,rater,label,note\ni1,ann,1,\"oh\ni2,ann,0,x\ni3,bob,1,\"y\"\n"))
        .extracting(row -> brief(row))
        .containsExactly("2 text after a closing quote", "3 i2 ann NEGATIVE", "4 i3 bob POSITIVE");
  }

  @Test
  void quotesInsideAnUnquotedFieldAreJustText() {
    assertThat(csv("item_id,rater,label,note\ni1,ann,1,5\"\" wide\ni2,ann,0,x\n"))
        .extracting(row -> brief(row))
        .containsExactly("2 i1 ann POSITIVE", "3 i2 ann NEGATIVE");
  }

  @Test
  void badUtf8CostsItsRowOnly() {
    byte[] latin =
        "item_id,rater,label,note\ni1,ann,1,caf\u00e9\ni2,ann,0,x\n".getBytes(ISO_8859_1);
    assertThat(read(LabelFormat.CSV, latin))
        .extracting(row -> brief(row))
        .containsExactly("2 not UTF-8", "3 i2 ann NEGATIVE");
    byte[] json = "{\"item_id\":\"\u00e9\",\"rater\":\"a\",\"label\":1}\n".getBytes(ISO_8859_1);
    assertThat(read(LabelFormat.JSON_LINES, json))
        .extracting(row -> brief(row))
        .containsExactly("1 not UTF-8");
  }

  @Test
  void aFileWhoseHeaderIsOfNoUseIsOneReject() {
    assertThat(csv("id,rater,label\ni1,ann,1\n"))
        .extracting(row -> brief(row))
        .containsExactly("1 the header has no column item_id or task_id; the file is unread");
    assertThat(csv("item_id,label\n"))
        .extracting(row -> brief(row))
        .containsExactly("1 the header has no column rater; the file is unread");
    assertThat(csv("item_id,rater\n"))
        .extracting(row -> brief(row))
        .containsExactly("1 the header has no column answer or label; the file is unread");
    assertThat(csv("item_id,rater,label,Label\n"))
        .extracting(row -> brief(row))
        .containsExactly("1 the header names column label twice; the file is unread");
    assertThat(csv(""))
        .extracting(row -> brief(row))
        .containsExactly("1 empty; the file is unread");
    assertThat(read(LabelFormat.CSV, "\uFEFFitem_id,rater,label\n".getBytes(UTF_16LE)))
        .extracting(row -> brief(row))
        .containsExactly("1 not UTF-8; the file is unread");
    assertThat(csv("\"item_id,rater,label\ni1,ann,1\n"))
        .extracting(row -> brief(row))
        .containsExactly("1 a quote is never closed; the file is unread");
  }

  @Test
  void readsJsonLines() {
    List<ParsedLabel> rows =
        json(
            """
            {"item_id":"i1","rater":"ann","label":1,"reasons":["b","a"],"other":{"x":[1]}}

            {"rater":"bob","answer":"Invalid","item_id":17,"label":null,"seconds":2}
            {"item_id":"i3","rater":"ann","label":true}
            """);
    assertThat(rows)
        .extracting(row -> brief(row))
        .containsExactly("1 i1 ann POSITIVE", "3 17 bob INVALID", "4 i3 ann POSITIVE");
    assertThat(((RawLabel) rows.get(0)).reasons()).containsExactly("a", "b");
    assertThat(((RawLabel) rows.get(1)).seconds()).isEqualTo(2.0);
  }

  @Test
  void aBadJsonLineIsARejectWithAReasonAndItsNeighboursSurvive() {
    List<ParsedLabel> rows =
        json(
            """
            {"item_id":"i1","rater":"ann","label":1}
            [1]
            {"item_id":"i2","rater":"ann","label":1} {}
            {"item_id":"i2","item_id":"i3","rater":"ann","label":1}
            {"item_id":"i2","Item_id":"i3","rater":"ann","label":1}
            {"item_id":1.5,"rater":"ann","label":1}
            {"item_id":"i2","rater":["ann"],"label":1}
            {"item_id":"i2","rater":"ann","label":2}
            {"item_id":"i2","rater":"ann","answer":"positive","label":0}
            {"item_id":"i2","rater":"ann","label":1,"phase":"later"}
            {"item_id":"i2","rater":"ann","label":1,"seconds":-1}
            {"item_id":"i2","rater":"ann","label":1,"at":"yesterday"}
            {"item_id":"i2","rater":"ann","label":1,"round":"one"}
            {"item_id":"i2","rater":"ann","label":1,"reasons":[1]}
            {"item_id":"i4","rater":"ann","la""");
    assertThat(rows)
        .extracting(row -> brief(row))
        .satisfiesExactly(
            row -> assertThat(row).isEqualTo("1 i1 ann POSITIVE"),
            row -> assertThat(row).isEqualTo("2 not a JSON object"),
            row -> assertThat(row).startsWith("3 not JSON: Trailing token"),
            row -> assertThat(row).isEqualTo("4 not JSON: Duplicate field 'item_id'"),
            row -> assertThat(row).isEqualTo("5 item_id is given twice"),
            row -> assertThat(row).isEqualTo("6 item_id is of a wrong type"),
            row -> assertThat(row).isEqualTo("7 rater is of a wrong type"),
            row -> assertThat(row).startsWith("8 label '2' is none of positive"),
            row ->
                assertThat(row)
                    .isEqualTo("9 answer 'positive' and label '0' contradict one another"),
            row -> assertThat(row).startsWith("10 phase 'later' is none of calibration"),
            row -> assertThat(row).isEqualTo("11 seconds '-1' is no number of 0 or more"),
            row ->
                assertThat(row)
                    .isEqualTo("12 at 'yesterday' is no time such as 2026-01-31T09:30:00Z"),
            row -> assertThat(row).isEqualTo("13 round 'one' is no number of 0 or more"),
            row -> assertThat(row).isEqualTo("14 reasons is of a wrong type"),
            row -> assertThat(row).startsWith("15 not JSON: "));
  }

  @Test
  void aSampleIsCutAtFourHundredCharactersAndNeverInsideOne() {
    LabelReject reject = new LabelReject("f", 1, "r", "\uD83D\uDE00".repeat(500));
    assertThat(reject.sample()).isEqualTo("\uD83D\uDE00".repeat(400));
  }

  @Test
  void theFormatFollowsTheFilesName() {
    assertThat(LabelFormat.of("/a/Ann.CSV")).contains(LabelFormat.CSV);
    assertThat(LabelFormat.of("b.tsv")).contains(LabelFormat.CSV);
    assertThat(LabelFormat.of("b.jsonl")).contains(LabelFormat.JSON_LINES);
    assertThat(LabelFormat.of("b.ndjson")).contains(LabelFormat.JSON_LINES);
    assertThat(LabelFormat.of("b.json")).contains(LabelFormat.JSON);
    assertThat(LabelFormat.of("b.xlsx")).isEmpty();
  }

  @Property(tries = 500)
  void noBytesMakeItThrow(@ForAll byte[] noise, @ForAll LabelFormat format) {
    byte[] header = "item_id,rater,label\n".getBytes(UTF_8);
    byte[] bytes = new byte[header.length + noise.length];
    System.arraycopy(header, 0, bytes, 0, header.length);
    System.arraycopy(noise, 0, bytes, header.length, noise.length);
    assertThat(read(format, bytes)).doesNotContainNull();
    assertThat(read(format, noise)).doesNotContainNull();
  }

  @Property(tries = 300)
  void aFileTornAnywhereKeepsTheRowsBeforeTheTear(@ForAll("tears") int tear) {
    String file = "item_id,rater,label\ni1,ann,1\ni2,ann,0\n\"i3\",ann,unsure\n";
    List<ParsedLabel> whole = csv(file);
    List<ParsedLabel> torn = csv(file.substring(0, tear));
    long complete = file.substring(0, tear).chars().filter(c -> c == '\n').count() - 1;
    for (int row = 0; row < complete; row++) {
      assertThat(torn.get(row)).isEqualTo(whole.get(row));
    }
    assertThat(torn).hasSizeLessThanOrEqualTo((int) complete + 1);
  }

  @Provide
  Arbitrary<Integer> tears() {
    return Arbitraries.integers().between(20, 54);
  }

  @Test
  void aLineThatIsTooLongCostsItself() {
    String endless = "x".repeat(1 << 20);

    List<ParsedLabel> json =
        json(
            "{\"item_id\":\"%s\",\"rater\":\"ann\",\"label\":1}%n".formatted(endless)
                + "{\"item_id\":\"b\",\"rater\":\"ann\",\"label\":1}\n");
    List<ParsedLabel> csv = csv("item_id,rater,label\n" + endless + ",ann,1\nb,ann,1\n");

    assertThat(json)
        .extracting(row -> brief(row))
        .containsExactly("1 longer than 1 MiB", "2 b ann POSITIVE");
    assertThat(((LabelReject) json.get(0)).sample()).hasSize(LabelReject.LONGEST_SAMPLE);
    assertThat(csv)
        .extracting(row -> brief(row))
        .containsExactly("2 longer than 1 MiB", "3 b ann POSITIVE");
  }

  private static String brief(ParsedLabel row) {
    if (row instanceof RawLabel raw) {
      return "%d %s %s %s".formatted(raw.line(), raw.itemId(), raw.rater(), raw.answer());
    }
    return row.line() + " " + ((LabelReject) row).reason();
  }

  private static List<ParsedLabel> csv(String text) {
    return read(LabelFormat.CSV, text.getBytes(UTF_8));
  }

  private static List<ParsedLabel> json(String text) {
    return read(LabelFormat.JSON_LINES, text.getBytes(UTF_8));
  }

  private static List<ParsedLabel> read(LabelFormat format, byte[] bytes) {
    return new LabelReader().read("f", format, bytes).toList();
  }
}
