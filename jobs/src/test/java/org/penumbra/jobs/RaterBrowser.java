package org.penumbra.jobs;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** A rater's Chromium: what it keeps and downloads outlives its closing. */
final class RaterBrowser {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final File browser;
  private final File service;
  private final Path folder;

  /** A browser of its own in a folder; the test is skipped where no Chromium is. */
  RaterBrowser(Path folder) {
    Optional<File> found = onPath("chromium", "chromium-browser", "google-chrome");
    Optional<File> driver = onPath("chromedriver");
    Assumptions.assumeTrue(
        found.isPresent() && driver.isPresent(),
        "the page is answered in Chromium, and chromium or chromedriver is not on the PATH");
    this.browser = found.orElseThrow();
    this.service = driver.orElseThrow();
    this.folder = folder;
  }

  private static Optional<File> onPath(String... names) {
    return Arrays.stream(names)
        .flatMap(
            name ->
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .map(place -> new File(place, name)))
        .filter(File::canExecute)
        .findFirst();
  }

  /** Opens a page and waits until it can be started. */
  Sitting open(Path page) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--user-data-dir=" + folder.resolve("profile"));
    options.setExperimentalOption("prefs", Map.of("download.default_directory", folder.toString()));
    Sitting sitting =
        new Sitting(
            new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(service).build(), options));
    sitting.driver.get(page.toUri().toString());
    sitting.await("Start", () -> sitting.driver.findElement(By.id("start")).isDisplayed());
    return sitting;
  }

  /** From opening the browser to closing it. */
  static final class Sitting implements AutoCloseable {

    private final ChromeDriver driver;

    private Sitting(ChromeDriver driver) {
      this.driver = driver;
    }

    /** Types on whatever has the focus. */
    void press(CharSequence... keys) {
      new Actions(driver).sendKeys(keys).perform();
    }

    String text(String id) {
      return driver.findElement(By.id(id)).getText();
    }

    void await(String what, BooleanSupplier there) {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!there.getAsBoolean()) {
        if (System.nanoTime() > end) {
          throw new AssertionError(what + " did not come within " + PATIENCE);
        }
        LockSupport.parkNanos(100_000_000);
      }
    }

    @Override
    public void close() {
      driver.quit();
    }
  }
}
