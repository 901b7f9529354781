package org.penumbra.jobs.forget;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.penumbra.StableHash;
import org.penumbra.jobs.state.ForgetLog;
import org.penumbra.jobs.state.Forgotten;
import org.penumbra.jobs.state.LocalStore;

/** What is left of label files that hold forgotten items, whatever the items are called. */
class LabelRowsTest {

  private static final String TASK = "00ff00ff00ff00ff";

  @TempDir private Path folder;

  private Forgotten none;

  @BeforeEach
  void key() {
    none = new ForgetLog(new LocalStore(folder)).forgotten();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ad-1",
        "thread:42",
        "https://x/y",
        "two words",
        "a\"b",
        "it's",
        "ä,ö",
        "{1}",
        "=1"
      })
  void anyIdIsFoundInARecordHoweverDeep(String id) {
    String quoted = json(id);
    String kept = "{\"data\": {\"item_id\": \"other\", \"text\": \"" + "x".repeat(9000) + "\"}}";
    String gone =
        "{\"data\": {\"item_id\": %s, \"text\": \"secret\"}, \"id\": 7}".formatted(quoted);

    assertThat(left("x.json", "[" + gone + ",\n " + kept + "]\n", id))
        .isEqualTo("[\n " + kept + "]\n");
    assertThat(left("x.json", "[ " + kept + ", " + gone + " ]", id)).isEqualTo("[ " + kept + " ]");
    assertThat(left("x.json", "[" + kept + "," + gone + "," + kept + "]", id))
        .isEqualTo("[" + kept + "," + kept + "]");
    assertThat(left("x.json", "[" + gone + "," + gone + "]", id)).isEqualTo("[]");
    assertThat(left("x.json", gone, id)).isEqualTo("[]");
    assertThat(left("x.jsonl", kept + "\n" + gone + "\n" + kept, id)).isEqualTo(kept + "\n" + kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ad-1", "thread:42", "https://x/y", "two words", "a\"b", "it's", "ä;ö", "=1"})
  void anyIdIsFoundInARowThatCannotBeRead(String id) {
    String cell = "\"" + id.replace("\"", "\"\"") + "\"";
    String csv = "item_id,rater,label\nother,anna,1\n";

    assertThat(left("x.csv", csv + cell + ",anna,perhaps\n", id)).isEqualTo(csv);
    assertThat(left("x.csv", "who,what\nanna,other\nanna," + cell + "\n", id))
        .isEqualTo("who,what\nanna,other\n");
    assertThat(left("x.jsonl", "{\"item_id\":" + json(id) + ", torn\n{}\n", id)).isEqualTo("{}\n");
    assertThat(left("x.txt", "other\n" + id + "\n", id)).isEqualTo("other\n");
  }

  @Test
  void aRowOfSeveralLinesGoesAsOneThoughItsHeaderCannotBeRead() {
    String kept = "7,other,\"first\nlast\"\n";
    String gone = "8,ad-1,\"first\nsecret\n\"\n";

    assertThat(left("x.csv", "annotator,item_id,text\n" + gone + kept, "ad-1"))
        .isEqualTo("annotator,item_id,text\n" + kept);
  }

  @Test
  void anItemIsNoOtherWhoseNameOrNoteHoldsIts() {
    for (String file :
        List.of(
            "[{\"item_id\":\"ad-12\",\"note\":\"see ad-1\",\"id\":1}]",
            "[{\"item_id\":12,\"id\":1}]")) {
      assertThat(rows("x.json", file.getBytes(UTF_8), "ad-1", "1").rows()).isZero();
    }
    assertThat(left("x.csv", "item_id,rater,label,note\nad-12,anna,1,see ad-1\n", "ad-1"))
        .contains("ad-12");
  }

  @Test
  void anIdMayBeANumber() {
    assertThat(left("x.json", "[{\"item_id\":17},{\"item_id\":18}]", "17"))
        .isEqualTo("[{\"item_id\":18}]");
  }

  @Test
  void anItemIsKnownByItsTextAndByItsTask() {
    String text = "Two spoons a day.";

    assertThat(left("x.json", "[{\"text\":\"" + text + "\"}]", StableHash.id128(text)))
        .isEqualTo("[]");
    assertThat(left("x.csv", "task_id,rater,label\n" + TASK + ",anna,1\n1,anna,1\n", TASK))
        .isEqualTo("task_id,rater,label\n1,anna,1\n");
    assertThat(left("x.jsonl", "{\"task_id\":\"" + TASK + "\",\"label\":1}\n", TASK)).isEmpty();
  }

  @Test
  void theFirstOfTwoEqualNamesCountsToo() {
    assertThat(left("x.json", "[{\"item_id\":\"ad-1\",\"item_id\":\"ad-2\"}]", "ad-1"))
        .isEqualTo("[]");
  }

  @Test
  void aListThatBreaksOffLosesItsEndWhereThatHoldsAnItem() {
    String whole = "[{\"item_id\":\"a\"},\n{\"item_id\":\"ad-1\"}";

    assertThat(left("x.json", whole + ",{\"item_id\":\"thread:4\",\n\"text\":\"sec", "thread:4"))
        .isEqualTo(whole + "]");
    assertThat(left("x.json", whole + ",{\"item_id\":\"b\",\"te", "ad-1"))
        .isEqualTo("[{\"item_id\":\"a\"},{\"item_id\":\"b\",\"te");
    assertThat(left("x.json", "[{\"item_id\":\"a\"}] thread:4 \"thread:4\"", "thread:4"))
        .isEqualTo("[{\"item_id\":\"a\"}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-8"})
  void whatIsMarkedIsReadAsItIsMarkedAndStaysSo(String charset) {
    Charset marked = Charset.forName(charset);
    String csv = "\uFEFFitem_id,rater,label\nä ö,anna,1\nü,anna,\u010A1\n";

    LabelRows.Left csvLeft = rows("x.csv", csv.getBytes(marked), "ä ö");
    LabelRows.Left jsonLeft = rows("x.json", "\uFEFF[{\"a\":\"ä ö\"}, 5]".getBytes(marked), "ä ö");

    assertThat(new String(csvLeft.content(), marked)).isEqualTo(csv.replace("ä ö,anna,1\n", ""));
    assertThat(csvLeft.doubt()).isEmpty();
    assertThat(new String(jsonLeft.content(), marked)).isEqualTo("\uFEFF[ 5]");
    assertThat(rows("x.txt", "a\nä ö\n".getBytes(UTF_16), "ä ö").rows()).isEqualTo(1);
  }

  @Test
  void whatIsNoTextIsSearchedAsFarAsItGoesAndNamed() {
    byte[] latin = "item_id,rater,label\n\u00e4d,anna,1\nad-1,b\u00e4,1\n".getBytes(ISO_8859_1);

    LabelRows.Left left = rows("x.csv", latin, "\u00e4d");

    assertThat(left.rows()).isEqualTo(1);
    assertThat(left.doubt()).hasValueSatisfying(why -> assertThat(why).contains("UTF-8"));
    byte[] archive = {'P', 'K', 0, '\n', 'a', 'd', '-', '1', '\n'};
    assertThat(rows("x.xlsx", archive, "ad-1").rows()).isZero();
    assertThat(rows("x.xlsx", archive, "ad-1").doubt()).isPresent();
  }

  private String left(String name, String content, String... forgotten) {
    LabelRows.Left left = rows(name, content.getBytes(UTF_8), forgotten);
    return left.rows() == 0 ? content : new String(left.content(), UTF_8);
  }

  private LabelRows.Left rows(String name, byte[] content, String... forgotten) {
    return new LabelRows(none.with(Arrays.stream(forgotten).map(none::hash).toList()))
        .of(name, content);
  }

  private static String json(String text) {
    return '"' + text.replace("\"", "\\\"").replace("/", "\\/") + '"';
  }
}
