package org.penumbra.label.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.penumbra.StableHash;
import org.penumbra.label.Task;
import org.penumbra.label.Worksheet;

/**
 * One file of HTML that asks one rater the questions of a worksheet. It opens from disk, needs
 * neither server nor network (its own policy forbids it any), keeps the answers in the browser and
 * exports them as JSON lines for {@link org.penumbra.label.LabelReader}. It shows no score, no
 * predicted label and no pair. Without a passphrase the same worksheet and options give the same
 * bytes.
 */
public final class LabellingPage {

  private static final List<String> SCRIPTS =
      List.of(
          "text.js",
          "seal.js",
          "store.js",
          "turn.js",
          "answers.js",
          "clock.js",
          "page.js",
          "open.js");

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

  /** The data goes in last: a text that looks like a placeholder stays a text. */
  private static String assembled(String data) {
    String style = resource("page.css");
    String script =
        SCRIPTS.stream()
            .map(LabellingPage::resource)
            .collect(Collectors.joining("\n", "(() => {\n'use strict';\n", "})();\n"));
    String policy =
        String.join(
            "; ",
            "default-src 'none'",
            "script-src " + source(script),
            "style-src " + source(style),
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'");
    return resource("page.html")
        .replace("@CONTENT_SECURITY_POLICY@", policy)
        .replace("@STYLE@", style)
        .replace("@SCRIPT@", script)
        .replace("@DATA@", data);
  }

  /** What Content Security Policy Level 3 calls a hash source. */
  private static String source(String content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** A rater's name as part of a file's; two that differ stay different. */
  private static String fileSafe(String rater) {
    String safe = rater.replaceAll("[^A-Za-z0-9._-]", "-");
    return safe.equals(rater) ? safe : safe + "-" + StableHash.id128(rater).substring(0, 8);
  }

  private static String resource(String name) {
    try (InputStream in = LabellingPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The jar lacks its resource " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
