package org.penumbra.report.page;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.penumbra.page.SinglePage;

/** What all pages of reports are made of, so that they look and behave alike. */
public final class ReportParts {

  private ReportParts() {}

  /** How they look. */
  public static String style() {
    return resource("report.css");
  }

  /** Their scripts' common functions; they read the page's data as {@code report}. */
  public static String script() {
    return resource("parts.js");
  }

  /** D3 under the terms it came with. */
  public static String d3() {
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
    return SinglePage.resource(ReportParts.class, name);
  }
}
