package org.penumbra.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.penumbra.page.EmbeddedJson;
import org.penumbra.page.SinglePage;

/**
 * The report of a run as one file of HTML with its charts' library inside. The same report gives
 * the same bytes.
 */
public final class ReportPage {

  private static final List<String> SCRIPTS =
      List.of("parts.js", "verdict.js", "kappa.js", "map.js", "cells.js", "pairs.js", "cost.js");

  private ReportPage() {}

  /** The file's content, ASCII but for the texts of the page itself. */
  public static byte[] of(RunReport report) {
    List<String> scripts = new ArrayList<>(List.of(SinglePage.SHOW_TEXT));
    SCRIPTS.forEach(name -> scripts.add(resource(name)));
    return new SinglePage(
            resource("report.html"), resource("report.css"), library(), SinglePage.script(scripts))
        .html(EmbeddedJson.of(report))
        .getBytes(UTF_8);
  }

  /** D3 under the terms it came with. */
  private static String library() {
    Properties places = new Properties();
    try {
      places.load(new StringReader(resource("library.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String folder = "/" + places.getProperty("d3");
    return "/*!\n" + resource(folder + "LICENSE") + "*/\n" + resource(folder + "dist/d3.min.js");
  }

  private static String resource(String name) {
    return SinglePage.resource(ReportPage.class, name);
  }
}
