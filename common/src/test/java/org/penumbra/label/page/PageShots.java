package org.penumbra.label.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.penumbra.page.Chromium;

/**
 * Takes the pictures of the labelling page in docs/images; runs only when it is named:
 *
 * <pre>mvn -pl common test -Dtest=PageShots</pre>
 */
class PageShots {

  private static final Path IMAGES = Path.of("../docs/images");

  @TempDir private Path folder;

  @Test
  void takesThem() throws IOException {
    Files.createDirectories(IMAGES);
    LabellingPage page =
        LabellingPage.of(
            Sheets.of(
                "Feel fresh all day with our lemon tea.",
                "Wear the copper bracelet for a week and your knees will be twenty again. No"
                    + " doctor, no pills, thousands of happy customers.",
                "Bookkeeping software that sends your invoices while you sleep."),
            SheetKind.BATCH,
            PageOptions.DEFAULT);
    try (Chromium browser = Chromium.open(folder.resolve("profile"), folder)) {
      browser.visit(Sheets.saved(folder, page));
      browser.press(Keys.ENTER, "n", "1");
      browser.picture(IMAGES.resolve("labelling-page.png"));
      browser.size(390, 844);
      browser.picture(IMAGES.resolve("labelling-page-phone.png"));
    }
  }
}
