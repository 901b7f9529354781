package org.penumbra.label.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.penumbra.label.Answer;
import org.penumbra.label.LabelFormat;
import org.penumbra.label.LabelReader;
import org.penumbra.label.ParsedLabel;
import org.penumbra.label.RawLabel;
import org.penumbra.label.Worksheet;
import org.penumbra.page.Chromium;

/** The page as a rater meets it, in a real browser and from disk. */
class LabellingPageInChromiumTest {

  private static final String ANSWERS = "answers-health-claims-round-003-rater-1.jsonl";

  private static final String KEPT_SECONDS =
      "return Object.values(JSON.parse(Object.values(localStorage)[0]).answers)"
          + ".reduce((sum, given) => sum + given.seconds, 0.01)";

  @TempDir private Path folder;

  private Chromium open() {
    return Chromium.open(folder.resolve("profile"), folder);
  }

  private Path page(Worksheet sheet, PageOptions options) {
    return Sheets.saved(folder, LabellingPage.of(sheet, SheetKind.BATCH, options));
  }

  private static PageOptions options(TextDisplay display, int breakAfter, int cap, String secret) {
    return new PageOptions(
        "Harsh words ahead.",
        display,
        breakAfter == 0 ? OptionalInt.empty() : OptionalInt.of(breakAfter),
        Optional.empty(),
        cap == 0 ? OptionalInt.empty() : OptionalInt.of(cap),
        secret.isEmpty() ? Optional.empty() : Optional.of(new Passphrase(secret)));
  }

  private static List<ParsedLabel> read(byte[] answers) {
    return new LabelReader().read("answers", LabelFormat.JSON_LINES, answers).toList();
  }

  @Test
  void thirtyAnswersSurviveTheBrowserAndComeBackWhole() {
    Worksheet sheet = Sheets.numbered(30);
    Path page = page(sheet, PageOptions.DEFAULT);
    String keys = "pnui";
    try (Chromium browser = open()) {
      browser.visit(page);
      browser.press(Keys.ENTER);
      for (int i = 0; i < 17; i++) {
        assertThat(browser.text("text")).isEqualTo(sheet.tasks().get(i).text());
        browser.press(keys.substring(i % 4, i % 4 + 1));
      }
      browser.await("status", "Saved");
      assertThat(browser.text("count")).isEqualTo("17 of 30 answered");
    }
    try (Chromium browser = open()) {
      browser.visit(page);
      browser.press(Keys.ENTER);
      assertThat(browser.text("count")).isEqualTo("17 of 30 answered");
      for (int i = 17; i < 30; i++) {
        assertThat(browser.text("place")).isEqualTo("Text " + (i + 1) + " of 30");
        browser.press(keys.substring(i % 4, i % 4 + 1));
      }
      assertThat(browser.text("done-title")).isEqualTo("Everything is answered");
      browser.press("e");
      List<ParsedLabel> rows = read(browser.download(ANSWERS));

      assertThat(rows).hasSize(30);
      for (int i = 0; i < 30; i++) {
        RawLabel row = (RawLabel) rows.get(i);
        assertThat(row.taskId()).isEqualTo(sheet.tasks().get(i).taskId());
        assertThat(row.itemId()).isEqualTo(sheet.tasks().get(i).itemId());
        assertThat(row.pairId()).isEqualTo(sheet.tasks().get(i).pairId());
        assertThat(row.answer()).isEqualTo(Answer.values()[i % 4]);
        assertThat(row.rater()).isEqualTo("rater-1");
        assertThat(row.round()).isEqualTo(3);
        assertThat(row.guidelineVersion()).isEqualTo("2");
        assertThat(row.tool()).isEqualTo("penumbra-page");
        assertThat(row.seconds()).isNotNull();
        assertThat(row.at()).isNotNull();
      }
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void undoesSkipsJumpsAndTakesReasonsAndNotes() {
    try (Chromium browser = open()) {
      browser.visit(page(Sheets.numbered(4), PageOptions.DEFAULT));
      browser.press(Keys.ENTER);
      browser.hold("p", 5);
      assertThat(browser.text("count"))
          .as("a key held down answers one text")
          .isEqualTo("1 of 4 answered");
      browser.run(
          "const now = performance.now.bind(performance);"
              + " performance.now = () => now() + 8 * 3600 * 1000");
      browser.press("n");
      browser.await("status", "Saved");
      assertThat((Double) browser.run(KEPT_SECONDS))
          .as("a night's sleep is no work")
          .isLessThan(60);
      browser.press("z");
      assertThat(browser.text("place")).isEqualTo("Text 2 of 4");
      assertThat(browser.text("count")).isEqualTo("1 of 4 answered");
      browser.press("s");
      assertThat(browser.text("place")).isEqualTo("Text 3 of 4");
      browser.press("1", "2", "t");
      browser.press("pun intended");
      assertThat(browser.text("count")).as("keys are letters in a note").startsWith("1 of 4");
      browser.escape();
      browser.press("p");
      assertThat(browser.text("place")).isEqualTo("Text 4 of 4");
      browser.press("g");
      browser.press("1", Keys.ENTER);
      browser.await("place", "Text 1 of 4");
      assertThat(browser.find("positive").getAttribute("aria-pressed")).isEqualTo("true");
      browser.press("o");
      assertThat(browser.text("place")).as("skipped ones come last").isEqualTo("Text 4 of 4");
      browser.press("n");
      assertThat(browser.text("place")).isEqualTo("Text 2 of 4, skipped");
      browser.press("e");

      RawLabel third = (RawLabel) read(browser.download(ANSWERS)).get(1);
      assertThat(third.itemId()).isEqualTo("item-2");
      assertThat(third.reasons()).containsExactly("cure-or-treatment", "prevention");
      assertThat(third.note()).isEqualTo("pun intended");
    }
  }

  @Test
  void hostileTextsStayText() {
    String[] texts = {
      "<img src=x onerror=alert(1)><b>bold</b>",
      "</script><script>document.title='owned'</script>",
      "&lt;not an entity&gt; \"'`${1+1}",
      "<!-- <![CDATA[ ]]> -->\nsecond line",
      "x".repeat(20_000),
      "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd"
    };
    try (Chromium browser = open()) {
      browser.visit(page(Sheets.of(texts), PageOptions.DEFAULT));
      browser.press(Keys.ENTER);
      for (String text : texts) {
        assertThat(browser.run("return document.getElementById('text').textContent"))
            .isEqualTo(text);
        assertThat(browser.run("return document.getElementById('text').childElementCount"))
            .isEqualTo(0L);
        assertThat(
                browser.run(
                    "return document.documentElement.scrollWidth"
                        + " <= document.documentElement.clientWidth"))
            .as("nothing runs off the page")
            .isEqualTo(true);
        browser.press(Keys.ARROW_RIGHT);
      }
      assertThat(browser.run("return getComputedStyle(document.getElementById('text')).direction"))
          .as("Hebrew runs from the right")
          .isEqualTo("rtl");
      assertThat(browser.run("return document.title")).isEqualTo(Sheets.POLICY.question());
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void whatTurnsTheDirectionOrCannotBeSeenIsShownByItsNumber() {
    try (Chromium browser = open()) {
      browser.visit(page(Sheets.of("pay\u202elap\u200b\ud800"), PageOptions.DEFAULT));
      browser.press(Keys.ENTER);

      assertThat(browser.run("return document.getElementById('text').textContent"))
          .isEqualTo("payU+202ElapU+200BU+D800");
    }
  }

  @Test
  void sparesTheRater() {
    try (Chromium browser = open()) {
      browser.visit(page(Sheets.numbered(5), options(TextDisplay.BLURRED, 2, 3, "")));
      assertThat(browser.text("warning")).isEqualTo("Harsh words ahead.");
      browser.press(Keys.ENTER);
      assertThat(browser.run("return document.getElementById('text').textContent").toString())
          .doesNotContain("lemon tea");
      browser.press(Keys.SPACE);
      assertThat(browser.text("text")).contains("lemon tea");
      browser.press("p");
      assertThat(browser.run("return document.getElementById('text').textContent").toString())
          .as("each text anew")
          .doesNotContain("lemon tea");
      browser.press("n");
      browser.click("positive");
      assertThat(browser.text("unrevealed"))
          .isEqualTo("Show the text before you answer, or skip it.");
      assertThat(browser.text("count")).isEqualTo("1 of 5 answered");
      browser.press("s", Keys.SPACE, "n");
      assertThat(browser.text("unrevealed")).isEmpty();
      assertThat(browser.shown("break-dialog")).isTrue();
      browser.press(Keys.ENTER);
      assertThat(browser.shown("break-dialog")).isFalse();
      browser.press(Keys.SPACE, "n");
      assertThat(browser.text("done-title")).isEqualTo("That is all for today");
      browser.press("e");
      assertThat(read(browser.download(ANSWERS))).hasSize(3);
    }
  }

  @Test
  void aSealedPageOpensWithItsPassphraseAloneAndSealsTheAnswersToo() {
    Path page = page(Sheets.numbered(2), options(TextDisplay.SHOWN, 0, 0, "correct horse battery"));
    try (Chromium browser = open()) {
      browser.visit(page);
      browser.run(
          "Object.defineProperty(crypto, 'subtle', {value: undefined, configurable: true})");
      browser.press("correct horse battery", Keys.ENTER);
      browser.await("wrong", "Save this page as a file and open it from there");
      browser.run("delete crypto.subtle");
      browser.find("passphrase").clear();
      browser.click("passphrase");
      browser.press("wrong horse battery", Keys.ENTER);
      browser.await("wrong", "That is not the passphrase.");
      browser.find("passphrase").clear();
      browser.click("passphrase");
      browser.press("correct horse battery", Keys.ENTER, Keys.ENTER);
      browser.awaitShown("start");
      assertThat(browser.run("return document.querySelectorAll('#positive kbd').length"))
          .as("Enter twice opens once")
          .isEqualTo(1L);
      browser.click("start");
      browser.press("p");
      browser.await("status", "Saved");

      Object kept = browser.run("return Object.values(localStorage).join()");
      assertThat(kept.toString()).contains("nonce").doesNotContain("positive");
    }
    Path anew = page(Sheets.numbered(3), options(TextDisplay.SHOWN, 0, 0, "correct horse battery"));
    try (Chromium browser = open()) {
      browser.visit(anew);
      browser.press("correct horse battery", Keys.ENTER);
      browser.awaitShown("start");
      browser.click("start");
      assertThat(browser.text("count"))
          .as("a page made anew has another salt and another key")
          .isEqualTo("1 of 3 answered");
      browser.press("n");
      browser.await("count", "2 of 3");
      browser.await("status", "Saved");
      assertThat(browser.shown("unread")).isFalse();

      browser.visit(
          page(Sheets.numbered(3), options(TextDisplay.SHOWN, 0, 0, "another passphrase")));
      browser.press("another passphrase", Keys.ENTER);
      browser.awaitShown("start");
      browser.await("unread", "put aside as");
      browser.click("start");
      browser.press("u");
      browser.await("count", "1 of 3");
      browser.await("status", "Saved");
      Object kept = browser.run("return localStorage.length");
      assertThat(kept).as("the new state and the one that could not be read").isEqualTo(2L);
    }
  }

  @Test
  void keepsWhatItCannotReadAndTakesAnExportInItsPlace() {
    Path page = page(Sheets.numbered(3), PageOptions.DEFAULT);
    try (Chromium browser = open()) {
      browser.visit(page);
      browser.press(Keys.ENTER, "p", "e");
      browser.download(ANSWERS);
      String name = String.valueOf(browser.run("return Object.keys(localStorage)[0]"));
      List<String> damaged =
          List.of(
              "{torn",
              "null",
              "{\"current\":1}",
              "{\"answers\":{\"1\":{}},\"skipped\":{},\"days\":{}}");
      for (String state : damaged) {
        browser.run("localStorage.setItem(arguments[0], arguments[1])", name, state);
        browser.visit(page);
        browser.await("unread", "put aside as \"" + name + " unread");
        browser.press(Keys.ENTER);
        assertThat(browser.text("count")).isEqualTo("0 of 3 answered");
        browser.await("status", "Saved");
      }
      assertThat(browser.run("return Object.values(localStorage)").toString()).contains(damaged);
      browser.find("import").sendKeys(folder.resolve(ANSWERS).toString());
      browser.await("count", "1 of 3 answered");
      browser.await("status", "Saved");

      browser.run("localStorage.setItem(arguments[0], '{torn')", name);
      browser.before(
          "const set = Storage.prototype.setItem; Storage.prototype.setItem = function (key, value)"
              + " { if (key.includes('unread')) throw new Error('full'); set.call(this, key, value); }");
      browser.visit(page);
      browser.press(Keys.ENTER, "n");
      browser.await("trouble", "Export them before you close the page");
      assertThat(browser.run("return localStorage.getItem(arguments[0])", name))
          .as("what cannot be put aside is not written over")
          .isEqualTo("{torn");
    }
  }

  @Test
  void answersOutliveOtherTextsAndTasks() {
    try (Chromium browser = open()) {
      browser.visit(page(Sheets.numbered(3), PageOptions.DEFAULT));
      browser.press(Keys.ENTER, "p", "n", "u");
      browser.visit(page(Sheets.of("[REDACTED]", "[REDACTED]"), PageOptions.DEFAULT));
      browser.press(Keys.ENTER);
      assertThat(browser.text("count")).isEqualTo("2 of 2 answered");
      browser.click("again");
      browser.press("i");
      browser.await("status", "Saved");
      browser.visit(page(Sheets.numbered(4), PageOptions.DEFAULT));
      browser.press(Keys.ENTER, "e");
      assertThat(read(browser.download(ANSWERS)))
          .extracting(row -> ((RawLabel) row).answer())
          .containsExactly(Answer.INVALID, Answer.NEGATIVE, Answer.UNSURE);

      LabellingPage settling =
          LabellingPage.of(Sheets.numbered(4), SheetKind.ADJUDICATION, PageOptions.DEFAULT);
      browser.visit(Sheets.saved(folder, settling));
      browser.press(Keys.ENTER);
      assertThat(browser.text("count")).isEqualTo("0 of 4 answered");
    }
  }

  @Test
  void saysWhenTheBrowserKeepsNothingAndTakesAnExportBack() {
    Path page = page(Sheets.numbered(3), PageOptions.DEFAULT);
    try (Chromium browser = open()) {
      browser.visit(page);
      browser.press(Keys.ENTER);
      browser.run("Storage.prototype.setItem = () => { throw new Error('full'); }");
      browser.press("p", "n");
      browser.await("trouble", "Export them before you close the page");
      browser.press("e");
      browser.download(ANSWERS);
    }
    try (Chromium browser = open()) {
      browser.visit(page);
      browser.press(Keys.ENTER);
      browser.run("localStorage.clear()");
      browser.find("import").sendKeys(folder.resolve(ANSWERS).toString());
      browser.await("exported", "2 answers taken from " + ANSWERS);
      assertThat(browser.text("count")).isEqualTo("2 of 3 answered");
    }
  }

  @Test
  void anImportLeavesLaterAnswersAlone() throws IOException {
    Worksheet sheet = Sheets.numbered(4);
    String row = "{\"task_id\":\"%s\",\"answer\":\"unsure\"%s}%n";
    Path file =
        Files.writeString(
            folder.resolve("earlier.jsonl"),
            row.formatted(sheet.tasks().get(0).taskId(), ",\"at\":\"2020-01-01T00:00:00Z\"")
                + row.formatted(sheet.tasks().get(1).taskId(), ",\"at\":\"2999-01-01T00:00:00Z\"")
                + row.formatted(sheet.tasks().get(2).taskId(), ",\"at\":\"undefined\"")
                + row.formatted(sheet.tasks().get(3).taskId(), ""));
    Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    try (Chromium browser = open()) {
      browser.visit(page(sheet, PageOptions.DEFAULT));
      browser.press(Keys.ENTER, "p", "n");
      browser.find("import").sendKeys(file.toString());
      browser.await("exported", "3 answers taken from earlier.jsonl; 1 left there");
      browser.press("g");
      browser.press("2", Keys.ENTER);
      browser.await("place", "Text 2 of 4");
      browser.press("1", "e");
      List<ParsedLabel> rows = read(browser.download(ANSWERS));

      assertThat(rows)
          .extracting(answer -> ((RawLabel) answer).answer())
          .containsExactly(Answer.POSITIVE, Answer.UNSURE, Answer.UNSURE, Answer.UNSURE);
      assertThat(rows)
          .extracting(answer -> ((RawLabel) answer).at())
          .as("the time of the answer, of its amendment, of the import twice")
          .allMatch(at -> !at.isBefore(before) && at.isBefore(before.plusSeconds(600)));
      assertThat(((RawLabel) rows.get(1)).reasons()).containsExactly("cure-or-treatment");
    }
  }

  @Test
  void letsTheSecondTabWaitForTheFirst() {
    Path page = page(Sheets.numbered(4), PageOptions.DEFAULT);
    try (Chromium browser = open()) {
      browser.visit(page);
      browser.press(Keys.ENTER, "p");
      browser.newTab();
      browser.visit(page);
      browser.await("waiting", "Go on there. Or close that tab");
      browser.press(Keys.ENTER, "n", "n");
      browser.tab(0);
      browser.press("u");
      browser.await("count", "2 of 4");
      browser.closeTab();
      browser.tab(0);
      browser.awaitShown("start");
      browser.press(Keys.ENTER);
      assertThat(browser.text("count")).isEqualTo("2 of 4 answered");
      assertThat(browser.text("place")).isEqualTo("Text 3 of 4");
    }
  }

  @Test
  void losesNoAnswerOfTwoTabsWhereTheBrowserKnowsNoLocks() {
    Path page = page(Sheets.numbered(4), options(TextDisplay.SHOWN, 0, 0, "correct horse battery"));
    String noLocks = "Object.defineProperty(Navigator.prototype, 'locks', {value: undefined})";
    try (Chromium browser = open()) {
      for (int tab = 0; tab < 2; tab++) {
        if (tab > 0) {
          browser.newTab();
        }
        browser.before(noLocks);
        browser.visit(page);
        browser.press("correct horse battery", Keys.ENTER);
        browser.awaitShown("start");
        browser.click("start");
      }
      browser.press("p", "n");
      browser.await("status", "Saved");
      browser.tab(0);
      browser.await("elsewhere", "open in two tabs");
      browser.press("u", Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, "i");
      browser.await("count", "3 of 4");
      browser.press("e");

      assertThat(read(browser.download(ANSWERS)))
          .extracting(row -> ((RawLabel) row).answer())
          .as("the later answer to the first text, one of each tab to the others")
          .containsExactly(Answer.UNSURE, Answer.NEGATIVE, Answer.INVALID);
      browser.tab(1);
      browser.await("count", "3 of 4");
    }
  }

  @Test
  void isAccessible() throws IOException {
    String axe;
    try (InputStream in = LabellingPageInChromiumTest.class.getResourceAsStream("/axe.min.js")) {
      axe = new String(in.readAllBytes(), UTF_8);
    }
    for (String scheme : List.of("--blink-settings=preferredColorScheme=0", "--lang=en")) {
      try (Chromium browser =
          Chromium.open(folder.resolve("axe" + scheme.length()), folder, scheme)) {
        browser.visit(page(Sheets.numbered(3), options(TextDisplay.SHOWN, 0, 0, "")));
        browser.run(axe);
        accessible(browser);
        browser.press(Keys.ENTER);
        accessible(browser);
        browser.press("?");
        accessible(browser);
        browser.escape();
        browser.size(390, 844);
        accessible(browser);
        Object small =
            browser.run(
                "return [...document.querySelectorAll('button, .button')].filter(e =>"
                    + " e.offsetParent && e.getBoundingClientRect().height < 44).length");
        assertThat(small).as("controls too small for a finger").isEqualTo(0L);
      }
    }
  }

  private static void accessible(Chromium browser) {
    Object violations =
        browser.runAsync(
            "const done = arguments[0]; axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa',"
                + " 'best-practice']}).then(r => done(r.violations.map(v => v.id + ' ' +"
                + " v.nodes.map(n => n.html).join('; '))), e => done(['failed: ' + e]));");
    assertThat((List<?>) violations).isEmpty();
  }

  @Test
  void everythingIsReachedByTheTabulatorAlone() {
    try (Chromium browser = open()) {
      browser.visit(page(Sheets.numbered(2), PageOptions.DEFAULT));
      browser.press(Keys.ENTER);
      List<String> reached =
          IntStream.range(0, 24)
              .mapToObj(
                  i -> {
                    browser.press(Keys.TAB);
                    return String.valueOf(browser.run("return document.activeElement.id"));
                  })
              .toList();

      assertThat(reached)
          .contains("positive", "negative", "unsure", "invalid", "note", "skip", "undo", "jump")
          .contains("export", "import", "help");
    }
  }
}
