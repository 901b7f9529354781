package org.penumbra.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportPageTest {

  private static String html(String... texts) {
    return new String(ReportPage.of(Reports.of(texts)), UTF_8);
  }

  @Test
  void noTextCanEndItsElementOrBecomeMarkup() {
    String page = html("</script><script>alert(1)</script><!-- @SCRIPT@ @DATA@ \u2028 \ud800", "b");

    assertThat(page)
        .doesNotContain("alert(1)</script>")
        .contains("\\u003C/script\\u003E\\u003Cscript\\u003Ealert(1)\\u003C/script\\u003E")
        .contains("\\u2028 \\uD800");
    assertThat(page.chars().filter(c -> c == '\u2028')).isEmpty();
  }

  @Test
  void asksTheNetworkForNothingAndRunsWhatItCameWithAlone() {
    String page = html("a", "b");

    assertThat(page)
        .contains("default-src 'none'; script-src 'sha256-")
        .contains("require-trusted-types-for 'script'")
        .doesNotContain("<script src")
        .doesNotContain("href=\"http")
        .doesNotContainPattern("@[A-Z_]+@");
  }

  @Test
  void bringsTheLibrarysTermsAlong() {
    assertThat(html("a", "b")).contains("Permission to use, copy, modify, and/or distribute");
  }

  @Test
  void theSameReportIsTheSameFile() {
    assertThat(html("a", "b")).isEqualTo(html("a", "b")).isNotEqualTo(html("a", "c"));
  }

  @Test
  void aNumberThatIsNoneIsNull() {
    assertThat(html("a", "b")).contains("\"standard_error\":null");
  }

  @Test
  void aHugeTextIsCutBetweenCharacters() {
    String face = "\ud83d\ude00";

    ShownItem cut =
        ShownItem.of("ad", face.repeat(ShownItem.CHARACTERS + 1), 1, 0, 0, List.of(), null);
    ShownItem whole =
        ShownItem.of("ad", face.repeat(ShownItem.CHARACTERS), 1, 0, 0, List.of(), null);

    assertThat(cut.cut()).isTrue();
    assertThat(cut.text()).isEqualTo(whole.text()).endsWith(face);
    assertThat(whole.cut()).isFalse();
  }
}
