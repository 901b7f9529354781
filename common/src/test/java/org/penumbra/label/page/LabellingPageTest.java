package org.penumbra.label.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.penumbra.UserException;
import org.penumbra.label.Task;
import org.penumbra.label.Worksheet;

class LabellingPageTest {

  private static final PageOptions SEALED =
      new PageOptions(
          "",
          TextDisplay.SHOWN,
          OptionalInt.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Optional.of(new Passphrase("correct horse battery")));

  private static String html(Worksheet sheet) {
    return LabellingPage.of(sheet, SheetKind.BATCH, PageOptions.DEFAULT).html();
  }

  @Test
  void noTextCanEndItsElementOrBecomeMarkup() {
    String hostile = "</script><script>alert(1)</script><!-- @SCRIPT@ @DATA@ \u2028 & \ud800";

    String page = html(Sheets.of(hostile));

    assertThat(page).doesNotContain("alert(1)</script>").doesNotContain("<!-- @SCRIPT@");
    assertThat(page)
        .contains("\\u003C/script\\u003E\\u003Cscript\\u003Ealert(1)\\u003C/script\\u003E");
    assertThat(page.chars().filter(c -> c == '\u2028')).isEmpty();
  }

  @Test
  void theSameWorksheetIsTheSameFile() {
    assertThat(html(Sheets.numbered(3))).isEqualTo(html(Sheets.numbered(3)));
    assertThat(html(Sheets.numbered(3))).isNotEqualTo(html(Sheets.numbered(4)));
  }

  @Test
  void asksTheNetworkForNothing() {
    assertThat(html(Sheets.numbered(1)))
        .contains("default-src 'none'")
        .doesNotContain("http://")
        .doesNotContain("https://")
        .doesNotContain("@STYLE@")
        .doesNotContain("@DATA@");
  }

  @Test
  void aSealedPageHoldsNoTextAndNoPolicy() {
    String page =
        LabellingPage.of(Sheets.numbered(2), SheetKind.BATCH, SEALED, new Random(1)).html();

    assertThat(page)
        .doesNotContain("lemon tea")
        .doesNotContain("arthritis")
        .contains("\"iterations\":600000");
  }

  @Test
  void tellsItsFilesApartByRater() {
    Worksheet sheet = Sheets.numbered(1);
    Worksheet odd = new Worksheet(sheet.policy(), 3, "a/b", 17, sheet.tasks());

    assertThat(LabellingPage.of(sheet, SheetKind.BATCH, PageOptions.DEFAULT).fileName())
        .isEqualTo("labelling-health-claims-round-003-rater-1.html");
    assertThat(LabellingPage.of(odd, SheetKind.BATCH, PageOptions.DEFAULT).fileName())
        .matches("labelling-health-claims-round-003-a-b-[0-9a-f]{8}\\.html");
  }

  @Test
  void aRatersTwoWorksheetsOfARoundShareNoFile() {
    LabellingPage settling =
        LabellingPage.of(Sheets.numbered(1), SheetKind.ADJUDICATION, PageOptions.DEFAULT);

    assertThat(settling.fileName())
        .isEqualTo("labelling-health-claims-round-003-adjudication-rater-1.html");
    assertThat(settling.html())
        .contains("answers-health-claims-round-003-adjudication-rater-1.jsonl");
  }

  @Test
  void refusesAWorksheetWithoutTasksOrWithOneTwice() {
    Task task = new Task("1", "i", "", "t");

    assertThatThrownBy(() -> html(new Worksheet(Sheets.POLICY, 1, "r", 1, List.of())))
        .hasMessage("The worksheet has no task");
    assertThatThrownBy(() -> html(new Worksheet(Sheets.POLICY, 1, "r", 1, List.of(task, task))))
        .hasMessage("Task 1 stands there twice");
  }

  @Test
  void refusesAShortPassphrase() {
    assertThatThrownBy(() -> new Passphrase(" short "))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot seal the pages: the passphrase has 5 characters, expected 12 or more. Put a"
                + " longer one, such as four random words, into the file of page.passphrase-file.");
    assertThat(new Passphrase("correct horse battery")).hasToString("Passphrase[hidden]");
  }
}
