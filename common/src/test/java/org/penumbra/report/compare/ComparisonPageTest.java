package org.penumbra.report.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.penumbra.page.Chromium;

class ComparisonPageTest {

  private static final String HOSTILE = "</script><script>document.title='owned'</script>\u202e";

  @TempDir private Path folder;

  private static byte[] page() {
    return ComparisonPage.of(Comparison.of(Comparisons.A, Comparisons.named(HOSTILE)));
  }

  @Test
  void noAddressCanEndItsElementAndNothingIsAskedOfTheNetwork() {
    assertThat(new String(page(), UTF_8))
        .doesNotContain("owned'</script>")
        .contains("default-src 'none'; script-src 'sha256-")
        .doesNotContainPattern("@[A-Z_]+@");
  }

  @Test
  void holdsNoIdOfAnItem() {
    assertThat(new String(page(), UTF_8)).doesNotContain("\"x1\"").doesNotContain("\"x9\"");
  }

  @Test
  void theSameComparisonIsTheSameFile() {
    assertThat(page()).isEqualTo(page());
  }

  @Test
  void showsFiguresDifferencesAndSettings() throws Exception {
    Path file = Files.write(folder.resolve("comparison.html"), page());
    try (Chromium browser = Chromium.open(folder.resolve("profile"), folder)) {
      browser.visit(file);

      assertThat(browser.text("verdict"))
          .isEqualTo("A and B: the models' agreement was not measured in both");
      assertThat(browser.text("runs")).contains("owned").contains("U+202E");
      assertThat(browser.text("kappas"))
          .contains("experts with one another 0.80 [0.70, 0.90] 0.70 [0.60, 0.80] -0.10 [-0.24");
      assertThat(browser.text("batch-table")).contains("1 3 2 1").contains("all 3 3 2");
      assertThat(browser.text("setting-table"))
          .contains("select.strategy recipe random")
          .contains("train.command – tune");
      assertThat(browser.run("return document.querySelectorAll('#kappa-each circle').length"))
          .as("experts of both runs, and the model of one")
          .isEqualTo(3L);
      assertThat(browser.run("return document.title")).isEqualTo("Comparison of two runs");
      browser.size(500, 844);
      assertThat(
              browser.run(
                  "return document.documentElement.scrollWidth"
                      + " <= document.documentElement.clientWidth"))
          .as("nothing runs off a phone")
          .isEqualTo(true);
      assertThat(browser.complaints()).isEmpty();
    }
  }
}
