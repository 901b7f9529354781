package org.penumbra.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;
import org.penumbra.page.Chromium;

/** The report as its reader meets it, in a real browser and from disk. */
class ReportPageInChromiumTest {

  private static final String[] TEXTS = {
    "Copper heals knees.", "Copper pans, half price.",
    "Syrup ends arthritis.", "Syrup for pancakes.",
    "<b>bold</b></script><script>document.title='owned'</script>", "pay\u202elap\u200b"
  };

  @TempDir private Path folder;

  private Chromium open(String... options) throws IOException {
    Path file = Files.write(folder.resolve("report.html"), ReportPage.of(Reports.of(TEXTS)));
    Chromium browser = Chromium.open(folder.resolve("profile" + options.length), folder, options);
    browser.visit(file);
    return browser;
  }

  private static void choose(Chromium browser, String id, String value) {
    new Select(browser.find(id)).selectByValue(value);
  }

  private static String pairs(Chromium browser) {
    return browser.text("pair-count").replaceFirst(" in this report.*", "");
  }

  @Test
  void opensWithTheVerdictAndFiltersPairs() throws IOException {
    try (Chromium browser = open()) {
      assertThat(browser.text("verdict")).isEqualTo("Round 2: go on");
      assertThat(browser.text("figures")).contains("0.45 [0.32, 0.56]").contains("80 items");
      assertThat(browser.shown("simulated")).isTrue();
      assertThat(browser.run("return document.querySelectorAll('#kappa-eval circle').length"))
          .as("two rounds of experts and of the model; the undefined has no point")
          .isEqualTo(4L);
      assertThat(pairs(browser)).isEqualTo("3 of 3 pairs");

      browser.find("search").sendKeys("ARTHRITIS");
      assertThat(pairs(browser)).isEqualTo("1 of 3 pairs");
      assertThat(browser.text("pair-list")).contains("Syrup for pancakes.");
      browser.find("search").clear();
      browser.find("search").sendKeys("p", Keys.BACK_SPACE);
      choose(browser, "pair-asked", "against");
      assertThat(pairs(browser)).isEqualTo("1 of 3 pairs");
      assertThat(browser.text("pair-list")).contains("experts: fine (anna negative, ben negative)");
      choose(browser, "pair-asked", "open");
      choose(browser, "pair-cell", "p1-n1");
      assertThat(pairs(browser)).isEqualTo("1 of 3 pairs");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void theMapIsReadByKeysAndHighlightsACell() throws IOException {
    try (Chromium browser = open()) {
      browser.find("map").sendKeys(Keys.ARROW_RIGHT);
      assertThat(browser.text("map-text")).contains("predicted");
      choose(browser, "map-cell", "p1-n1");
      assertThat(browser.run("return document.querySelectorAll('#map circle.dim').length"))
          .isEqualTo(4L);
      assertThat(
              browser.run(
                  "return [...document.querySelectorAll('#map line')]"
                      + ".filter(l => l.getAttribute('visibility') === 'visible').length"))
          .isEqualTo(1L);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void hostileTextsStayText() throws IOException {
    try (Chromium browser = open()) {
      WebElement list = browser.find("pair-list");
      assertThat(list.getText()).contains(TEXTS[4]).contains("payU+202ElapU+200B");
      assertThat(browser.run("return document.querySelectorAll('#pair-list b').length"))
          .isEqualTo(0L);
      assertThat(browser.run("return document.title"))
          .isEqualTo("health-claims: report after round 2");
    }
  }

  @Test
  void isAccessibleInLightAndDarkAndFitsAPhone() throws IOException {
    String axe;
    try (InputStream in = ReportPageInChromiumTest.class.getResourceAsStream("/axe.min.js")) {
      axe = new String(in.readAllBytes(), UTF_8);
    }
    for (String[] scheme : new String[][] {{}, {"--blink-settings=preferredColorScheme=0"}}) {
      try (Chromium browser = open(scheme)) {
        browser.size(500, 844);
        assertThat(
                browser.run(
                    "return document.documentElement.scrollWidth"
                        + " <= document.documentElement.clientWidth"))
            .as("nothing runs off the page")
            .isEqualTo(true);
        browser.run(axe);
        Object violations =
            browser.runAsync(
                "const done = arguments[0]; axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa']})"
                    + ".then(r => done(r.violations.map(v => v.id + ' ' +"
                    + " v.nodes.map(n => n.html).join('; '))), e => done(['failed: ' + e]));");
        assertThat((List<?>) violations).isEmpty();
      }
    }
  }
}
