package org.penumbra.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.penumbra.page.EmbeddedJson;
import org.penumbra.page.SinglePage;

/**
 * The report of a run as one file of HTML with its charts' library inside. The same report gives
 * the same bytes.
 */
public final class ReportPage {

  private static final List<String> SCRIPTS =
      List.of("verdict.js", "kappa.js", "map.js", "cells.js", "pairs.js", "cost.js");

  private ReportPage() {}

  /** The file's content, ASCII but for the texts of the page itself. */
  public static byte[] of(RunReport report) {
    List<String> scripts = new ArrayList<>(List.of(SinglePage.SHOW_TEXT, ReportParts.script()));
    SCRIPTS.forEach(name -> scripts.add(resource(name)));
    return new SinglePage(
            resource("report.html"),
            ReportParts.style(),
            ReportParts.d3(),
            SinglePage.script(scripts))
        .html(EmbeddedJson.of(report))
        .getBytes(UTF_8);
  }

  private static String resource(String name) {
    return SinglePage.resource(ReportPage.class, name);
  }
}
