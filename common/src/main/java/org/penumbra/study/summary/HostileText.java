package org.penumbra.study.summary;

import java.util.Locale;

/** Names from a corpus, made fit to be printed: whoever wrote them is not to be trusted. */
final class HostileText {

  /** All that Markdown, with tables and with links made of bare addresses, would obey. */
  private static final String MARKDOWN = "([\\\\`*_\\[\\]<>|&~:.@$#!])";

  private HostileText() {}

  /** Without control characters and such, of which XML 1.0 does not even allow the escapes. */
  static String printable(String text) {
    return text.replaceAll("\\p{C}", "\uFFFD");
  }

  /** As Markdown that shows the text and nothing else. */
  static String markdown(String text) {
    return printable(text).replaceAll(MARKDOWN, "\\\\$1");
  }

  /** A share as a percentage with no more digits than it has, up to three decimals. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.3f", 100 * share).replaceAll("\\.?0+$", "") + " %";
  }
}
