package org.penumbra.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A page in one file of HTML. It needs neither server nor network: its own policy forbids it any,
 * and lets no script and no style run but those it came with.
 *
 * @param template HTML with the places {@code @CONTENT_SECURITY_POLICY@}, {@code @STYLE@},
 *     {@code @LIBRARY@} where there is one, {@code @SCRIPT@} and {@code @DATA@}
 * @param style CSS
 * @param library scripts of others, as they came; empty for none
 * @param script the page's own
 */
public record SinglePage(String template, String style, String library, String script) {

  /** A script with a function that shows a hostile text as text: {@code show(element, text)}. */
  public static final String SHOW_TEXT = resource(SinglePage.class, "text.js");

  /** A page without a library. */
  public SinglePage(String template, String style, String script) {
    this(template, style, "", script);
  }

  /** Scripts as one that keeps its names to itself. */
  public static String script(List<String> parts) {
    return parts.stream().collect(Collectors.joining("\n", "(() => {\n'use strict';\n", "})();\n"));
  }

  /**
   * The page with its data. The data goes in last: a text that looks like a place stays a text.
   *
   * @param data of {@link EmbeddedJson}
   */
  public String html(String data) {
    String sources = library.isEmpty() ? source(script) : source(library) + " " + source(script);
    String policy =
        String.join(
            "; ",
            "default-src 'none'",
            "script-src " + sources,
            "style-src " + source(style),
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'");
    return template
        .replace("@CONTENT_SECURITY_POLICY@", policy)
        .replace("@STYLE@", style)
        .replace("@LIBRARY@", library)
        .replace("@SCRIPT@", script)
        .replace("@DATA@", data);
  }

  /** A resource that lies beside a class. */
  public static String resource(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The jar lacks its resource " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
}
