package org.penumbra.report.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.penumbra.page.EmbeddedJson;
import org.penumbra.page.SinglePage;
import org.penumbra.report.page.ReportParts;
import org.penumbra.report.page.RoundFigures;

/** A comparison as one file of HTML, made as the report's page is. It holds no item and no text. */
public final class ComparisonPage {

  private ComparisonPage() {}

  /** The file's content; the same comparison gives the same bytes. */
  public static byte[] of(Comparison comparison) {
    return new SinglePage(
            resource("compare.html"),
            ReportParts.style(),
            ReportParts.d3(),
            SinglePage.script(
                List.of(SinglePage.SHOW_TEXT, ReportParts.script(), resource("compare.js"))))
        .html(
            EmbeddedJson.of(
                new Shown(
                    Run.of(comparison.first()),
                    Run.of(comparison.second()),
                    comparison.kappas(),
                    comparison.batches(),
                    comparison.settings())))
        .getBytes(UTF_8);
  }

  private static String resource(String name) {
    return SinglePage.resource(ComparisonPage.class, name);
  }

  /** What the page's script reads. */
  private record Shown(
      Run first,
      Run second,
      List<Comparison.Kappa> kappas,
      List<Comparison.Batch> batches,
      List<Comparison.Setting> settings) {}

  /** A run without the items it asked about. */
  private record Run(String name, List<RoundFigures> rounds) {

    static Run of(ComparedRun run) {
      return new Run(run.name(), run.rounds());
    }
  }
}
