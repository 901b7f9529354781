package org.penumbra.page;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real Chromium with a profile of its own, as a rater has it. */
public final class Chromium implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ChromeDriver driver;
  private final Path downloads;

  private Chromium(ChromeDriver driver, Path downloads) {
    this.driver = driver;
    this.downloads = downloads;
  }

  /** Opens a browser; the test is skipped where there is none. */
  public static Chromium open(Path profile, Path downloads, String... more) {
    Optional<File> browser = onPath("chromium", "chromium-browser", "google-chrome");
    Optional<File> service = onPath("chromedriver");
    Assumptions.assumeTrue(
        browser.isPresent() && service.isPresent(),
        "the page is tested in Chromium, and chromium or chromedriver is not on the PATH");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.orElseThrow());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,900");
    options.addArguments("--user-data-dir=" + profile);
    options.addArguments(more);
    options.setExperimentalOption(
        "prefs", Map.of("download.default_directory", downloads.toString()));
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.SEVERE);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService driver =
        new ChromeDriverService.Builder().usingDriverExecutable(service.orElseThrow()).build();
    return new Chromium(new ChromeDriver(driver, options), downloads);
  }

  private static Optional<File> onPath(String... names) {
    return Arrays.stream(names)
        .flatMap(
            name ->
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> new File(folder, name)))
        .filter(File::canExecute)
        .findFirst();
  }

  /** Opens a page and waits until it shows something: it has to ask for its lock first. */
  public void visit(Path page) {
    driver.get(page.toUri().toString());
    By section = By.cssSelector("main > section:not([hidden])");
    new WebDriverWait(driver, PATIENCE).until(d -> !d.findElements(section).isEmpty());
  }

  /** Opens another tab, and goes there. */
  public void newTab() {
    driver.switchTo().newWindow(WindowType.TAB);
  }

  /** Goes to a tab, by the order of opening. */
  public void tab(int number) {
    driver.switchTo().window(List.copyOf(driver.getWindowHandles()).get(number));
  }

  public void closeTab() {
    driver.close();
  }

  /** Runs a script before those of every page that this tab opens from now on. */
  public void before(String script) {
    driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  public void size(int width, int height) {
    driver.manage().window().setSize(new org.openqa.selenium.Dimension(width, height));
  }

  public WebElement find(String id) {
    return driver.findElement(By.id(id));
  }

  public void click(String id) {
    find(id).click();
  }

  public String text(String id) {
    return find(id).getText();
  }

  public boolean shown(String id) {
    return find(id).isDisplayed();
  }

  /** Types on whatever has the focus. */
  public void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Holds a letter's key down until the keyboard has repeated it so often. */
  public void hold(String letter, int repeats) {
    for (int i = 0; i <= repeats; i++) {
      driver.executeCdpCommand(
          "Input.dispatchKeyEvent",
          Map.of("type", "keyDown", "key", letter, "text", letter, "autoRepeat", i > 0));
    }
    driver.executeCdpCommand("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", letter));
  }

  public void escape() {
    press(Keys.ESCAPE);
  }

  public Object run(String script, Object... arguments) {
    return ((JavascriptExecutor) driver).executeScript(script, arguments);
  }

  public Object runAsync(String script) {
    driver.manage().timeouts().scriptTimeout(PATIENCE);
    return ((JavascriptExecutor) driver).executeAsyncScript(script);
  }

  public void await(String id, String text) {
    new WebDriverWait(driver, PATIENCE).until(d -> text(id).contains(text));
  }

  public void awaitShown(String id) {
    new WebDriverWait(driver, PATIENCE).until(d -> shown(id));
  }

  /** A downloaded file, once it is whole. */
  public byte[] download(String name) {
    Path file = downloads.resolve(name);
    new WebDriverWait(driver, PATIENCE).until(d -> Files.exists(file));
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the browser complained of. */
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(entry -> entry.getMessage())
        .toList();
  }

  public void picture(Path file) {
    try {
      Files.write(file, driver.getScreenshotAs(org.openqa.selenium.OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
