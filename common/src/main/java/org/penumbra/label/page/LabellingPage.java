package org.penumbra.label.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.penumbra.StableHash;
import org.penumbra.label.Task;
import org.penumbra.label.Worksheet;
import org.penumbra.page.SinglePage;

/**
 * One file of HTML that asks one rater the questions of a worksheet. It opens from disk, needs
 * neither server nor network (its own policy forbids it any), keeps the answers in the browser and
 * exports them as JSON lines for {@link org.penumbra.label.LabelReader}. It shows no score, no
 * predicted label and no pair. Without a passphrase the same worksheet and options give the same
 * bytes.
 */
public final class LabellingPage {

  private static final List<String> SCRIPTS =
      List.of("seal.js", "store.js", "turn.js", "answers.js", "clock.js", "page.js", "open.js");

  private final String name;
  private final String html;

  private LabellingPage(String name, String html) {
    this.name = name;
    this.html = html;
  }

  /**
   * The page of a worksheet.
   *
   * @throws IllegalArgumentException if the worksheet has no task, or one twice
   */
  public static LabellingPage of(Worksheet worksheet, SheetKind kind, PageOptions options) {
    return of(worksheet, kind, options, new SecureRandom());
  }

  /**
   * The page of a worksheet, for tests that want the same bytes twice under a passphrase too.
   *
   * @param chance where the seal's salt and nonce come from
   */
  static LabellingPage of(Worksheet worksheet, SheetKind kind, PageOptions options, Random chance) {
    requireTasks(worksheet);
    String name = name(worksheet, kind);
    String open = PageData.of(worksheet, kind, options, "answers-" + name + ".jsonl");
    String data =
        options
            .passphrase()
            .map(passphrase -> PageData.of(Sealed.of(open, passphrase, chance)))
            .orElse(open);
    return new LabellingPage("labelling-" + name + ".html", assembled(data));
  }

  /** The file's content, ASCII but for the texts of the page itself. */
  public String html() {
    return html;
  }

  /** The file's content in UTF-8. */
  public byte[] bytes() {
    return html.getBytes(UTF_8);
  }

  /**
   * A name for the file: {@code labelling-<policy>-round-NNN-<rater>.html}, with {@code
   * adjudication-} before the rater where items are settled.
   */
  public String fileName() {
    return name;
  }

  /** Answers of the two kinds must not take each other's place in an inbox. */
  private static String name(Worksheet worksheet, SheetKind kind) {
    return "%s-round-%03d-%s%s"
        .formatted(
            worksheet.policy().id(),
            worksheet.round(),
            kind == SheetKind.BATCH ? "" : kind.wireName() + "-",
            fileSafe(worksheet.rater()));
  }

  private static void requireTasks(Worksheet worksheet) {
    Set<String> ids = new HashSet<>();
    for (Task task : worksheet.tasks()) {
      if (!ids.add(task.taskId())) {
        throw new IllegalArgumentException("Task " + task.taskId() + " stands there twice");
      }
    }
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("The worksheet has no task");
    }
  }

  private static String assembled(String data) {
    List<String> scripts = new ArrayList<>(List.of(SinglePage.SHOW_TEXT));
    SCRIPTS.forEach(name -> scripts.add(resource(name)));
    return new SinglePage(resource("page.html"), resource("page.css"), SinglePage.script(scripts))
        .html(data);
  }

  /** A rater's name as part of a file's; two that differ stay different. */
  private static String fileSafe(String rater) {
    String safe = rater.replaceAll("[^A-Za-z0-9._-]", "-");
    return safe.equals(rater) ? safe : safe + "-" + StableHash.id128(rater).substring(0, 8);
  }

  private static String resource(String name) {
    return SinglePage.resource(LabellingPage.class, name);
  }
}
